import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';

import type { IExecuteFunctions } from 'n8n-workflow';

import { ValidationError } from '../../lib/errors';
import { parseRules, readRuleFile } from '../../lib/exemption/rule-file';
import { loadRules, shippedRules, type RuleSet } from '../../lib/exemption/rules';
import { allowedFolder } from '../shared/folders';

/** A rule file has some 30 kB. */
const LARGEST_BYTES = 1024 * 1024;

/**
 * The rules of the settings: those of '규칙 파일', those of '규칙(JSON)' (`json`: text as typed, or what an expression made of
 * it), or else the shipped ones. @throws ValidationError
 */
export async function rulesFrom(ctx: IExecuteFunctions, file: unknown, json: unknown): Promise<RuleSet> {
	const path = typeof file === 'string' ? file.trim() : '';
	const noJson = json === undefined || json === null || (typeof json === 'string' && json.trim() === '');
	if (path === '') {
		if (noJson) return shippedRules();
		return loadRules(typeof json === 'string' ? parseRules(json, "'규칙(JSON)'") : json);
	}
	if (noJson) return await rulesOfFile(ctx, path);
	throw new ValidationError('rulesTwice', "'규칙 파일'과 '규칙(JSON)'이 모두 들어 있습니다.", '어느 쪽을 쓸지 정하여 하나만 남기시기 바랍니다.');
}

async function rulesOfFile(ctx: IExecuteFunctions, path: string): Promise<RuleSet> {
	if (!isAbsolute(path)) {
		throw new ValidationError('ruleFilePath', "'규칙 파일'이 절대 경로가 아닙니다.", '예: /data/cityhall/rules/vehicle-exemption.json과 같이 적으시기 바랍니다.');
	}
	const name = basename(path);
	const folder = await allowedFolder(ctx, dirname(path));
	let real: string;
	try {
		real = await realpath(join(folder, name));
	} catch {
		throw unreadable(name);
	}
	// A link must not lead out of the folders that nodes may use.
	if (dirname(real) !== folder) await allowedFolder(ctx, dirname(real));
	let bytes: Uint8Array;
	try {
		bytes = await readFile(real);
	} catch {
		throw unreadable(name);
	}
	if (bytes.length > LARGEST_BYTES) {
		throw new ValidationError('ruleFileTooLarge', `규칙 파일 ${name}이(가) 너무 큽니다(1MB까지).`, '규칙 파일이 맞는지 확인하시기 바랍니다.');
	}
	return readRuleFile(bytes, name);
}

function unreadable(name: string): ValidationError {
	return new ValidationError('ruleFileMissing', `규칙 파일 ${name}을(를) 열 수 없습니다.`, '파일이 있는지, n8n을 실행하는 계정에 읽기 권한이 있는지 확인하시기 바랍니다.');
}
