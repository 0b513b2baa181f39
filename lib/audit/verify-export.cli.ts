import { readFileSync } from 'node:fs';

import { CityhallError } from '../errors';
import { fileLines } from '../file-lines';
import { parseKey } from '../privacy/keys';
import { checkWords } from './check-words';
import { parseHead } from './head';
import { verifyExport } from './verify-export';

const USAGE = `사용법: node verify-export.cli.js [--key-file 키파일] [--head 순번:검증값] 내보낸파일.jsonl
대장 키(base64)는 --key-file의 파일, 환경 변수 CITYHALL_LEDGER_KEY_FILE의 파일, 환경 변수 CITYHALL_LEDGER_KEY 순서로 찾습니다.
끝나는 값: 0 이상 없음, 1 이상 있음, 2 확인하지 못함`;

/** Where the command reads and writes; given by the process itself, or by a test. */
export interface CliPorts {
	env: Readonly<Record<string, string | undefined>>;
	print(line: string): void;
}

/** Checks the file that the arguments name; returns the exit code: 0 whole, 1 broken, 2 not checked. Never prints the key. */
export async function verifyCommand(args: readonly string[], { env, print }: CliPorts): Promise<0 | 1 | 2> {
	const options = new Map<string, string>();
	const files: string[] = [];
	for (let index = 0; index < args.length; index += 1) {
		const arg = args[index] ?? '';
		if (arg !== '--key-file' && arg !== '--head') files.push(arg);
		else {
			options.set(arg, args[index + 1] ?? '');
			index += 1;
		}
	}
	const [file] = files;
	if (file === undefined || files.length > 1 || file.startsWith('-')) {
		print(USAGE);
		return 2;
	}
	try {
		const keyFile = options.get('--key-file') ?? env.CITYHALL_LEDGER_KEY_FILE;
		const key = parseKey(keyFile === undefined ? (env.CITYHALL_LEDGER_KEY ?? '') : readFileSync(keyFile, 'utf8'), '대장 키');
		const check = await verifyExport(fileLines(file), key, parseHead(options.get('--head') ?? ''));
		for (const line of checkWords(check)) print(line);
		return check.intact ? 0 : 1;
	} catch (error) {
		if (error instanceof CityhallError) print(`${error.message} ${error.remedy}`);
		else print(`파일을 읽지 못하였습니다(${errorCode(error)}). 파일의 이름과 읽기 권한을 확인하시기 바랍니다.`);
		return 2;
	}
}

const errorCode = (error: unknown) => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '알 수 없는 오류');

if (require.main === module) {
	void verifyCommand(process.argv.slice(2), { env: process.env, print: (line) => process.stdout.write(`${line}\n`) }).then((code) => {
		process.exitCode = code;
	});
}
