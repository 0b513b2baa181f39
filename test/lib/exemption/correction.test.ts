import { CORRECTION_EXAMPLES, correctionContent, correctionTemplate, DEFAULT_CORRECTION_TEXT } from '../../../lib/exemption/correction';
import { lintText } from '../../../lib/sms/text/lint';

describe('the correction text', () => {
	it('that is shipped passes the wording check without a warning', () => {
		expect(correctionTemplate(DEFAULT_CORRECTION_TEXT).text).toBe(DEFAULT_CORRECTION_TEXT);
		expect(lintText(DEFAULT_CORRECTION_TEXT).map((finding) => finding.code)).toEqual([]);
	});

	it.each(CORRECTION_EXAMPLES)('accepts "%s" as what is put right', (example) => {
		expect(correctionContent(example)).toBe(example);
	});

	it.each([
		['an internet address', `${DEFAULT_CORRECTION_TEXT}\nhttps://bit.ly/abc`],
		['a ground of relief', DEFAULT_CORRECTION_TEXT.replace('취득세 감면 관련', '장애인 취득세 감면 관련')],
		['an unknown placeholder', `${DEFAULT_CORRECTION_TEXT}\n#{만료일}`],
		['no contact', DEFAULT_CORRECTION_TEXT.replace('#{담당전화}', '')],
		['nothing', '  '],
	])('is refused with %s', (_name, text) => {
		expect(() => correctionTemplate(text)).toThrow('정정 안내문');
	});

	it('has another version for another text', () => {
		expect(correctionTemplate(`${DEFAULT_CORRECTION_TEXT}.`).version).not.toBe(correctionTemplate(DEFAULT_CORRECTION_TEXT).version);
	});
});
