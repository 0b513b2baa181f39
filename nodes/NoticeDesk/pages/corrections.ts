import { correctionsPage, FIRST_CORRECTION } from '../../../lib/desk-pages/corrections-page';
import { ValidationError } from '../../../lib/errors';
import { correctionContent } from '../../../lib/exemption/correction';
import { requireImpersonal } from '../../../lib/inquiry/free-text';
import { emitted, given, type PageHandler, partOf } from '../desk';

const RECEIPT_KEY = /^[\w-]{1,60}$/;

export const correctionsHandler: PageHandler = {
	show: async (desk, texts) => {
		const filter = { campaign: desk.settings.campaign, kind: 'correction' as const, state: 'open' as const };
		const part = await partOf(async (limit) => await desk.ledger.desk.tasks(filter, limit, given(texts, 'after')), ({ id }) => id);
		return correctionsPage(desk.frame, part, { receiptKey: given(texts, 'receiptKey'), text: texts.text ?? FIRST_CORRECTION, reason: given(texts, 'reason') });
	},
	acts: {
		request: async (desk, form) => {
			const [receiptKey, reason] = [given(form, 'receiptKey'), given(form, 'reason')];
			const { phone } = desk.settings.contact;
			if (reason === '') throw new ValidationError('entryEmpty', "'정정 사유'가 비어 있어 접수하지 않았습니다.", '왜 다시 안내하는지 적으시기 바랍니다.');
			requireImpersonal(given(form, 'text'), '정정 내용', phone);
			requireImpersonal(reason, '정정 사유', phone);
			const text = correctionContent(given(form, 'text'));
			if (!RECEIPT_KEY.test(receiptKey)) {
				throw new ValidationError('nothingTold', '이 접수 식별 번호로 안내한 기록이 없어 정정 안내를 접수하지 않았습니다.', '목록이나 문의 응대 화면에 나온 접수 식별 번호를 그대로 입력하시기 바랍니다.');
			}
			await desk.ledger.requireTold(receiptKey);
			return { done: 'requested', emission: emitted(desk, 'corrections', 'request', { receiptKey, text, reason, requestId: desk.frame.requestId, result: 'requested' }, 'corrections') };
		},
	},
	done: { requested: '정정 안내를 접수하였습니다. 문안을 확인하고 승인하면 발송됩니다. 승인 요청은 업무 흐름에 정한 방법으로 전달됩니다.' },
};
