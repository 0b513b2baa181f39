import { CityhallError } from '../errors';

/** Only the first line: the lines below it quote rows of the file. */
function harmless(message: string): string {
	const [first = ''] = message.split('\n');
	return first
		.replaceAll(/\d{8,}/g, '********')
		.replaceAll(/(["'])(.*?)\1/g, (whole, quote: string, quoted: string) => (quoted.length < 12 || quoted.includes('/') ? whole : `${quote}…${quote}`));
}

/**
 * DuckDB's errors in our words. Codes: `engineMemory` (memory limit met), `engineDisk` (no space for work in progress),
 * `engineFile` (a file cannot be read or written), `engineQuery` (all else). The cause holds DuckDB's first line with long digits and quoted
 * values masked, because its messages quote the data.
 */
export function engineError(error: unknown): CityhallError {
	const message = String(error).replace(/^Error: /, '');
	const options = { cause: new Error(harmless(message)) };
	if (message.startsWith('Out of Memory Error')) {
		return new CityhallError(
			'engineMemory',
			'교통카드 자료 처리 중 메모리 한도에 도달하였습니다.',
			'메모리 한도 설정을 늘리거나, 임시 폴더에 여유 공간이 있는지 확인하시기 바랍니다.',
			options,
		);
	}
	if (/no space left|max_temp_directory_size/i.test(message)) {
		return new CityhallError(
			'engineDisk',
			'교통카드 자료를 처리할 디스크 공간이 부족합니다.',
			'저장소와 임시 폴더가 있는 디스크의 여유 공간을 확보한 뒤 다시 실행하시기 바랍니다.',
			options,
		);
	}
	if (message.startsWith('IO Error')) {
		return new CityhallError(
			'engineFile',
			'교통카드 자료 파일을 읽거나 쓰지 못하였습니다.',
			'저장소 폴더의 접근 권한과 파일 손상 여부를 확인하시기 바랍니다.',
			options,
		);
	}
	return new CityhallError(
		'engineQuery',
		`교통카드 자료를 처리하지 못하였습니다(${/^[A-Z][A-Za-z ]*Error/.exec(message)?.[0] ?? '알 수 없는 오류'}).`,
		'자료의 형식이 평소와 같은지 확인하고, 같은 오류가 되풀이되면 전산 담당자에게 문의하시기 바랍니다.',
		options,
	);
}
