import type { NoticeToSend } from '../../../lib/ledger/types';
import { SealBox } from '../../../lib/privacy/seal';
import { composeNotice } from '../../../lib/sms/compose';
import { seals } from '../../support/notice-run';

const binding = { receiptKey: '4115000-2026-000001', recipientOrdinal: 1 };
const notice = (wish: Partial<NoticeToSend> = {}): NoticeToSend => ({
	noticeKey: 'key',
	...binding,
	attempt: 2,
	templateId: 'retention',
	templateVersion: 'v1',
	template: '#{차량번호뒤4자리} 차량은 #{기한}까지 보유하시기 바랍니다.',
	values: { 기한: '2027. 11. 16.' },
	sealedPhone: seals.seal('010-1234-5678', { ...binding, field: 'phone' }),
	sealedPlate: seals.seal('12가 3456', { ...binding, field: 'plate' }),
	sealedText: null,
	...wish,
});
const plate = (text: string) => seals.seal(text, { ...binding, field: 'plate' });

describe('composing a notice', () => {
	it('fills in the plate\'s last four digits and takes the phone as digits', () => {
		expect(composeNotice(seals, notice())).toMatchObject({
			ok: true,
			message: { noticeKey: 'key', attempt: 2, to: '01012345678', text: '3456 차량은 2027. 11. 16.까지 보유하시기 바랍니다.', type: 'SMS' },
			bytes: 50,
			textHash: expect.stringMatching(/^[\w-]{43}$/),
		});
	});

	it('makes a long message of more than 90 bytes', () => {
		expect(composeNotice(seals, notice({ template: '가'.repeat(46) }))).toMatchObject({ ok: true, message: { type: 'LMS' }, bytes: 92 });
	});

	it.each<[string, Partial<NoticeToSend>, string]>([
		['a phone sealed for somebody else', { sealedPhone: seals.seal('01012345678', { ...binding, receiptKey: 'other', field: 'phone' }) }, 'sealMismatch'],
		['a plate sealed for a co-owner', { sealedPlate: seals.seal('12가3456', { ...binding, recipientOrdinal: 2, field: 'plate' }) }, 'sealMismatch'],
		['a name in the place of the phone', { sealedPhone: seals.seal('01012345678', { ...binding, field: 'name' }) }, 'sealMismatch'],
		['no phone', { sealedPhone: '' }, 'sealFormat'],
		['a landline', { sealedPhone: seals.seal('031-123-4567', { ...binding, field: 'phone' }) }, 'notMobile'],
		['a dead prefix', { sealedPhone: seals.seal('011-123-4567', { ...binding, field: 'phone' }) }, 'notMobile'],
		['a missing value', { values: {} }, 'placeholderMissing'],
		['no plate where the text wants one', { sealedPlate: null }, 'placeholderMissing'],
		['a plate without digits', { sealedPlate: plate('임시') }, 'placeholderMissing'],
		['a character no phone shows', { template: '안내 😀' }, 'unencodable'],
		['a text over the limit', { template: '가'.repeat(1_001) }, 'tooLong'],
	])('refuses %s, naming the reason and no personal value', (_name, wish, reasonCode) => {
		const composed = composeNotice(seals, notice(wish));
		expect(composed).toMatchObject({ ok: false, reasonCode });
		expect(JSON.stringify(composed)).not.toMatch(/1234|5678|3456/);
	});

	it('stops as a whole when the key that sealed is not at hand: that is nobody\'s fault but the settings\'', () => {
		const other = new SealBox({ keyId: 'other', key: Buffer.alloc(32, 3) });
		expect(() => composeNotice(other, notice())).toThrow(expect.objectContaining({ code: 'sealKeyUnknown' }));
	});
});

describe('a notice whose template is registered for AlimTalk', () => {
	const templates = new Map([['retention', 'CODE-1']]);

	it('carries its code and a value for every placeholder, beside the text to fall back to', () => {
		const composed = composeNotice(seals, notice(), templates);
		expect(composed).toMatchObject({
			ok: true,
			message: { text: '3456 차량은 2027. 11. 16.까지 보유하시기 바랍니다.', type: 'SMS', kakao: { templateCode: 'CODE-1', variables: { 차량번호뒤4자리: '3456', 기한: '2027. 11. 16.' } } },
		});
	});

	it.each<[string, Partial<NoticeToSend>]>([
		['has another template', { templateId: 'useRestriction' }],
		['was sealed as a whole text', { template: '#{문안}', sealedText: seals.seal('안내', { ...binding, field: 'text' }) }],
		['is longer than an AlimTalk may be', { template: 'a'.repeat(1_001) }],
	])('carries none where it %s', (_title, wish) => {
		expect(composeNotice(seals, notice(wish), templates)).toMatchObject({ ok: true, message: expect.not.objectContaining({ kakao: expect.anything() }) });
	});

	it('is composed with the same text and hash with or without', () => {
		const [plain, kakao] = [composeNotice(seals, notice()), composeNotice(seals, notice(), templates)];
		expect(plain.ok && kakao.ok && plain.textHash === kakao.textHash && plain.message.text === kakao.message.text).toBe(true);
	});
});
