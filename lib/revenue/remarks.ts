import type { NormalReceipt, Remark } from './normalise';

const TEXTS: Readonly<Record<Remark, { what: string; then: string }>> = {
	noticeMethod: { what: '감면 안내 방법의 뜻을 알 수 없는', then: '안내 방법을 비워 둡니다' },
	electronicRequestedOn: { what: '전자적 안내 요청일을 날짜로 알아볼 수 없는', then: '요청이 없는 것으로 봅니다' },
};

const PLACES_SHOWN = 5;

/** One sentence a source for each accessory column with values that were left out, with the first places. */
export function remarkSentences(sourceName: string, receipts: readonly NormalReceipt[]): string[] {
	const [source, unit] = sourceName === 'REST' ? ['연계 자료', '번째'] : [sourceName, '행'];
	return (['noticeMethod', 'electronicRequestedOn'] as const).flatMap((remark) => {
		const rows = receipts.filter((receipt) => receipt.remarks.includes(remark)).map((receipt) => receipt.sourceRow);
		if (rows.length === 0) return [];
		const places = rows.slice(0, PLACES_SHOWN).map((row) => `${row}${unit}`).join(', ');
		const { what, then } = TEXTS[remark];
		return [`${source}: ${what} 접수가 ${rows.length.toLocaleString('ko-KR')}건 있어 ${then}(${places}${rows.length > PLACES_SHOWN ? ' 등' : ''}).`];
	});
}
