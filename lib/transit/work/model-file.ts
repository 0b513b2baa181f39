import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { ValidationError } from '../../errors';
import type { BusReportModel, LoadRow } from '../model';

const MODEL = 'model.json';
/** Most of a model; the workbook alone shows them. */
const LOADS = 'loads.json';

/** Writes an edition's model into its folder: the loads by hour apart from the rest, each file whole or not at all. */
export async function writeModel(folder: string, { loads, ...rest }: BusReportModel): Promise<void> {
	await put(folder, LOADS, loads);
	await put(folder, MODEL, { ...rest, loads: [] });
}

async function put(folder: string, name: string, value: unknown): Promise<void> {
	await writeFile(join(folder, `.${name}`), JSON.stringify(value));
	await rename(join(folder, `.${name}`), join(folder, name));
}

/** The model of an edition's folder with an empty list of loads, or null where the file is gone or of another format. */
export async function readModel(folder: string): Promise<BusReportModel | null> {
	try {
		const model = JSON.parse(await readFile(join(folder, MODEL), 'utf8')) as BusReportModel;
		return model.format === 1 ? model : null;
	} catch {
		return null;
	}
}

/** The same, of an edition that must be there. @throws ValidationError `modelMissing` */
export async function modelOf(folder: string): Promise<BusReportModel> {
	return (await readModel(folder)) ?? missing(folder, MODEL);
}

/** The whole model, loads and all. @throws ValidationError `modelMissing` */
export async function wholeModelOf(folder: string): Promise<BusReportModel> {
	const model = await modelOf(folder);
	try {
		return { ...model, loads: JSON.parse(await readFile(join(folder, LOADS), 'utf8')) as LoadRow[] };
	} catch {
		return missing(folder, LOADS);
	}
}

function missing(folder: string, file: string): never {
	throw new ValidationError(
		'modelMissing',
		`보고서의 원자료(${basename(folder)}/${file})를 읽을 수 없습니다.`,
		"'일일 분석'을 다시 실행하여 보고서를 새로 만드시기 바랍니다.",
	);
}
