import { createServer } from 'node:http';

import { closeServer, listen, replyJson } from '../../sandbox/shared/http.mts';

export interface TextList {
	/** The list of one run; keys differ from run to run, phones and texts do not. */
	url(run: number): string;
	phones: string[];
	close(): Promise<void>;
}

/** Serves a list of texts as another system of the city would: who, what, and a key of its own. */
export async function startTextList(count: number): Promise<TextList> {
	const rows = Array.from({ length: count }, (_, index) => ({
		phone: `0100${String(1_000_000 + index * 7)}`,
		text: `[의정부시] 자동차 취득세 감면 차량 유의사항 안내\n\n취득세를 감면받으신 차량(차량번호 끝 네 자리 ${String(1_000 + (index % 9_000))})은 2027. 11. 16.까지 소유권을 이전하지 않도록 유의하시기 바랍니다.\n\n○ 추징 사유가 발생한 경우에는 사유 발생일부터 60일 이내에 신고·납부하시기 바랍니다.\n\n문의: 세정과 031-000-0000 (평일 09:00~18:00)`,
	}));
	const server = createServer((request, response) => {
		const run = (request.url ?? '').slice(1);
		replyJson(response, 200, rows.map((row, index) => ({ ...row, key: `bench-${run}-${String(index).padStart(8, '0')}` })));
	});
	const { url } = await listen(server, 0, '127.0.0.1');
	return { url: (run) => `${url}/${run}`, phones: rows.map(({ phone }) => phone).sort(), close: async () => await closeServer(server) };
}
