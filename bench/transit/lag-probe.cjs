/**
 * Loaded into n8n with `--require`: appends the longest delay of the event loop in each tenth of a second, in ms, with
 * the time, to the file named in LAG_FILE. Silent in n8n's own children.
 */
const { appendFile } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const file = process.env.LAG_FILE;
if (file && process.argv.includes('start')) {
	const delays = monitorEventLoopDelay({ resolution: 5 });
	delays.enable();
	setInterval(() => {
		appendFile(file, `${Date.now()} ${delays.max / 1e6}\n`, () => undefined);
		delays.reset();
	}, 100).unref();
}
