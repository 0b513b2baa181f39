/** The script a programmer writes: PapaParse over the files as streams, persons by route and hour of boarding, nothing else. Orders: `{files}`. */
import { createReadStream } from 'node:fs';
import { performance } from 'node:perf_hooks';
import Papa from 'papaparse';

const { files } = JSON.parse(process.argv[2] ?? '{}') as { files: string[] };
const start = performance.now();
const sums = new Map<string, number>();
let rows = 0;
for (const file of files) {
	await new Promise<void>((resolve, reject) => {
		Papa.parse<string[]>(createReadStream(file), {
			delimiter: ',',
			step: ({ data }) => {
				const [route, boarded, riders] = [data[13], data[14], data[24]];
				if (route === undefined || boarded === undefined || riders === undefined) return;
				rows += 1;
				const key = `${route} ${boarded.slice(8, 10)}`;
				sums.set(key, (sums.get(key) ?? 0) + Number(riders));
			},
			complete: () => resolve(),
			error: reject,
		});
	});
}
const seconds = (performance.now() - start) / 1000;
process.stdout.write(`${JSON.stringify({ seconds, rows, boardings: [...sums.values()].reduce((sum, value) => sum + value, 0) })}\n`);
