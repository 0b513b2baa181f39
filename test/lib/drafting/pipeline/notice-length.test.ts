import { LMS_LIMIT_BYTES } from '../../../../lib/sms/text/measure';
import { byteLength } from '../../../../lib/sms/text/cp949';
import { review } from '../../../../lib/drafting/pipeline/review';
import { pasteText } from '../../../../lib/drafting/render/paste-text';
import type { DraftContent, FieldValues } from '../../../../lib/drafting/types';
import { profileOf, settings, TODAY } from './support';

const profile = profileOf('notice-copy');
const values: FieldValues = { channel: '장문 문자(LMS)', contact: '의정부시 복지정책과(031-828-0000)' };

/** A notice of so many letters in three items. */
const notice = (letters: number): DraftContent => ({
	title: '겨울철 난방비 지원 안내',
	subtitles: [],
	sections: [
		{ id: 'gist', heading: '', blocks: [{ kind: 'paragraph', text: '난방비를 지원합니다.' }] },
		{ id: 'details', heading: '', blocks: ['대상', '기간', '방법'].map((name, at) => ({ kind: 'item', level: 1, text: `${name}: ${'가'.repeat(at === 2 ? letters : 5)}` })) },
		{ id: 'contact', heading: '', blocks: [] },
	],
});

const pastedBytes = (content: DraftContent): number => byteLength(pasteText({ profile, content, values, city: settings().city, state: 'draft', today: TODAY }).trimEnd());

const lengthFindings = (content: DraftContent) =>
	review(content, { profile, values, settings: settings(), sheet: { facts: [], quotes: [], findings: [], missing: [] }, houseStyle: null, traced: false, byHand: false }, []).findings.filter(({ ruleId }) => ruleId === 'channel.length');

it('the limit of a text message is that of the text as it is pasted, with title, marks and 문의', () => {
	const room = Math.floor((LMS_LIMIT_BYTES - pastedBytes(notice(0))) / 2);
	expect(lengthFindings(notice(room))).toEqual([]);
	const over = notice(room + 1);
	expect(lengthFindings(over).map(({ message }) => message)).toEqual([`장문 문자 한도를 넘습니다: 제목과 문의처까지 ${pastedBytes(over).toLocaleString('ko-KR')}바이트(한도 2,000바이트).`]);
});
