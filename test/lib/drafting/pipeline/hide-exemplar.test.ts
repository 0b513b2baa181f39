import { factSheet } from '../../../../lib/drafting/facts/fact-sheet';
import { hideExemplar } from '../../../../lib/drafting/pipeline/hide-exemplar';
import { screenFacts } from '../../../../lib/drafting/screen/screen';
import type { Exemplar } from '../../../../lib/drafting/types';
import { PRESS, profileOf, settings, TODAY } from './support';

const profile = profileOf('press-release');
const screened = screenFacts(factSheet(profile, PRESS, { city: settings().city, today: TODAY }), { mode: 'mask', names: ['서강민'], publicPhones: [] });
const hide = (text: string, title = '의정부시, 봄 책 나눔 한마당 개최') => {
	const exemplar: Exemplar = { id: 'a', profileId: 'press-release', subType: 'event', title, text };
	return hideExemplar(exemplar, profile, settings(), screened);
};
const LEAD = '의정부시(시장 안병용)는 4월 12일 시청 앞 광장에서 봄 책 나눔 한마당을 열었다고 밝혔다.';

it('keeps what a pattern is for: type, title, text without persons', () => {
	const text = '의정부시는 4월 12일 시청 앞 광장에서 봄 책 나눔 한마당을 열었다고 밝혔다.';
	expect(hide(text)).toEqual({ id: 'a', profileId: 'press-release', subType: 'event', title: '의정부시, 봄 책 나눔 한마당 개최', text });
});

it.each([
	['a head of the city who is not the present one', LEAD, '안병용'],
	['the present head', LEAD.replace('안병용', '서강민'), '서강민'],
	['who was quoted', `${LEAD}\n이보람 도서관과장은 “책이 길이다”고 말했다.`, '이보람'],
	['a telephone of a person', `${LEAD}\n문의: 010-1234-5678`, '010-1234-5678'],
	['a mail address', `${LEAD}\n문의: reader@example.com`, 'reader@example.com'],
])('hides %s', (_name, text, word) => {
	const { text: hidden } = hide(text);
	expect(hidden).not.toContain(word);
	expect(hidden).toContain('○○○');
	expect(hidden).toContain('봄 책 나눔 한마당을 열었다고 밝혔다.');
	expect(hidden).not.toMatch(/⟦/);
});

it('hides a name in the title and everywhere else it stands', () => {
	const { title, text } = hide(`${LEAD}\n안병용 시장은 “책이 길이다”고 말했다.`, '안병용 의정부시장, 봄 책 나눔 참석');
	expect(`${title}\n${text}`).not.toContain('안병용');
});
