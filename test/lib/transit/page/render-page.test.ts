import { createHash } from 'node:crypto';

import { drivenRuns } from '../../../../lib/transit/book/words';
import { renderPage } from '../../../../lib/transit/page/render-page';
import { renderPeriodPage } from '../../../../lib/transit/page/render-period';
import { PAGE_SCRIPT } from '../../../../lib/transit/page/script';
import { busModel } from '../../../support/bus-model';
import { emptyDay, hostileTexts, period } from './models';

const model = busModel();
const page = renderPage(model);
const grouped = (value: number) => value.toLocaleString('ko-KR');
/** What a reader sees, without the style sheet, the script and the tags. */
const words = (html: string) => html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&').replace(/\s+/g, ' ');
const part = (html: string, id: string) => html.slice(html.indexOf(`<section id="${id}"`)).split('</section>')[0] ?? '';
const rowOf = (section: string, name: string) => words(section.split('<tr').find((row) => row.includes(`>${name}</th>`)) ?? '');
const pages: Array<[string, string]> = [['a day', page], ['a day without data', renderPage(emptyDay())], ['a period', renderPeriodPage(period())]];

describe('every page', () => {
	it.each(pages)('of %s asks nothing of anybody outside', (_, html) => {
		expect(html.replace(/xmlns="http:\/\/www\.w3\.org\/2000\/svg"/g, '')).not.toMatch(/https?:|\/\/[a-z]|<link|<img|<iframe|<object|@import|@font-face|url\(|srcset|fetch\(|XMLHttp/i);
		expect(html).toContain("default-src 'none'");
		expect(html).toContain("base-uri 'none'; form-action 'none'");
	});

	it.each(pages)('of %s allows no script but its own, by hash', (_, html) => {
		const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '');
		expect(html.match(/<script/g)?.length ?? 0).toBe(scripts.length);
		for (const script of scripts) expect(html).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
		expect(html).not.toMatch(/<[^>]+ on[a-z]+="/);
	});

	it.each(pages)('of %s can be read without eyes: language, heads with scope, named pictures', (_, html) => {
		expect(html).toMatch(/<html lang="ko">/);
		expect(html.match(/<th(?![^>]*scope=)[ >]/g)).toBeNull();
		expect(html.match(/<svg xmlns[^>]*>/g)?.every((tag) => /role="img" aria-label="[^"]+"/.test(tag))).toBe(true);
		expect(html.match(/<table/g)?.length ?? 0).toBe(html.match(/<caption/g)?.length ?? 0);
		const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
		expect(new Set(ids).size).toBe(ids.length);
		for (const [, target] of html.matchAll(/(?:href="#|for=")([^"]+)"/g)) expect(ids).toContain(target);
	});

	it.each(pages)('of %s shows no number that is none', (_, html) => expect(words(html)).not.toMatch(/NaN|undefined|Infinity|\bnull\b/));

	it.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='x", '</style></script><b>', '&lt;b&gt;'])('shows hostile texts as text: %s', (hostile) => {
		for (const html of [renderPage(hostileTexts(model, hostile)), renderPeriodPage(hostileTexts(period(), hostile))]) {
			expect(html).not.toMatch(/<script>alert|<img|onmouseover='|<b><\/|<\/style><\/script>/);
			expect(html.split('</style>')).toHaveLength(2);
			expect(html).toContain(hostile.replace(/[&<>"']/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? '&#39;'));
		}
	});
});

describe('the page of a day', () => {
	it('says first whose day it is, how far it can be trusted, and only then any figure', () => {
		const order = ['시내버스 이용 현황', '2026. 11. 19.(목요일)', '제2판', '자료 기준시각', '달라진 점', 'id="state"', model.dataState.caution, 'id="glance"', 'id="hours"', 'id="heat"', 'id="profile"', 'id="crowding"', 'id="stops"', 'id="areas"', 'id="unusual"', 'id="candidates"', 'id="routes"', 'id="cautions"', 'id="versions"'];
		const body = page.slice(page.indexOf('<body'));
		const places = order.map((one) => body.indexOf(one));
		expect(places).not.toContain(-1);
		expect(places).toEqual([...places].sort((one, other) => one - other));
	});

	it('names the state of the day and what changed since the last edition', () => {
		expect(words(page)).toContain('확정 제2판');
		for (const change of model.changesSinceLastEdition) expect(words(page)).toContain(change);
		expect(words(renderPage({ ...model, state: 'provisional' }))).toContain('잠정 자료임. 늦게 도착하는');
		expect(words(renderPage({ ...model, edition: 1 }))).not.toContain('달라진 점');
	});

	it.each([['A', '활용 가능'], ['B', '유의하여 활용'], ['C', '참고만'], ['D', '활용 불가']] as const)('grade %s is named: %s', (grade, name) => {
		expect(words(part(renderPage({ ...model, dataState: { ...model.dataState, grade } }), 'state'))).toContain(`자료 등급 ${grade} ${name}`);
	});

	it('lists the checks, those that need attention first, with verdict in words', () => {
		const state = part(page, 'state');
		expect(rowOf(state, '하차 태그율')).toMatch(/정상.*97\.2%.*97\.4%.*90\.0% \/ 50\.0%/);
		for (const check of model.dataState.checks) expect(rowOf(state, check.name)).toContain(check.finding);
		expect(state.indexOf('0 골(')).toBeLessThan(state.indexOf('>하차 태그율</th>'));
		for (const reject of model.dataState.rejects) expect(rowOf(state, reject.reason)).toContain(reject.firstPlace);
	});

	it('prints how well alightings were found again, and with which days it compares', () => {
		const state = words(part(page, 'state'));
		for (const one of ['2,060건 중 1,644건', '6,470건을 찾았으며', '같은 정류장 66.6%', '두 정류장 이내 93.3%', '2026. 11. 9. (7일)', '2026. 11. 12.(자료 등급 D)']) expect(state).toContain(one);
	});

	it('shows the numbers of the model', () => {
		const glance = words(part(page, 'glance'));
		const { totals } = model;
		for (const sentence of model.headline) expect(glance).toContain(sentence);
		for (const one of [`${grouped(totals.boardings)}명`, `평소 ${grouped(totals.comparison.usual ?? 0)}명 대비 +2.1% (7일 중앙값)`, `${grouped(totals.linkedTrips ?? 0)}통행`, `${grouped(totals.runs ?? 0)}회`, '22.1%', '5.1km', `${totals.peakHour}시대`]) expect(glance).toContain(one);
		for (const route of model.routes) {
			const row = rowOf(part(page, 'routes').split('id="route-table"')[1] ?? '', route.routeName);
			for (const one of [route.operator, grouped(route.boardings), grouped(route.maxLoad.observed ?? 0), grouped(route.maxLoad.estimated ?? 0), grouped(drivenRuns(route) ?? 0)]) expect(row).toContain(one);
		}
		for (const stop of model.stops.slice(0, 5)) expect(rowOf(part(page, 'stops'), stop.stopName)).toContain(grouped(stop.totalBoardings));
	});

	it('keeps observed and estimated apart wherever it speaks of load', () => {
		const { maxLoad } = model.crowding[0] ?? { maxLoad: { observed: null, estimated: null } };
		expect(maxLoad.observed).not.toBe(maxLoad.estimated);
		expect(part(page, 'crowding')).toContain('최대 재차 관측/추정');
		expect(words(part(page, 'profile'))).toMatch(/평균 재차\(관측\).*평균 재차\(추정\)/);
	});

	it('shows of each route and direction the most crowded hour, with words for every level and a reason for none', () => {
		const crowding = part(page, 'crowding');
		expect(crowding.match(/<tr>/g)?.length).toBe(1 + new Set(model.crowding.map((row) => `${row.routeKey} ${row.direction}`)).size);
		for (const note of new Set(model.crowding.map((row) => row.note).filter((one) => one !== ''))) expect(words(crowding).split(note)).toHaveLength(2);
		expect(words(crowding)).toContain('증회 기준이 아님');
	});

	it('hides small groups of riders with a word', () => {
		expect(rowOf(part(page, 'riders'), '어린이')).toContain('비공개');
		expect(rowOf(part(page, 'riders'), '경로')).toContain('13.1%');
	});

	it('gives every candidate its rule, numbers, days, authority, caution and evidence', () => {
		const cards = part(page, 'candidates').split('<article').slice(1).map(words);
		expect(cards).toHaveLength(model.candidates.length);
		for (const candidate of model.candidates) {
			const card = cards.find((one) => one.includes(candidate.kindName) && one.includes(candidate.where)) ?? '';
			for (const one of [candidate.rule, candidate.caution, candidate.operator, `${candidate.observedDays}일 중 ${candidate.metDays} 일 해당`, candidate.stage === 'review' ? '검토 대상' : `관찰 (${candidate.observedDays}일)`]) expect(card).toContain(one);
			for (const { value, unit } of candidate.numbers) expect(card).toContain(`${value} ${unit}`.trim());
			expect(card).toContain(candidate.evidence[0]?.key ?? '');
		}
	});

	it('sums routes by operator and says that it settles no accounts', () => {
		const operators = part(page, 'routes').split('id="route-table"')[0] ?? '';
		for (const operator of new Set(model.routes.map((route) => route.operator))) {
			const boardings = model.routes.filter((route) => route.operator === operator).reduce((sum, route) => sum + route.boardings, 0);
			expect(rowOf(operators, operator)).toContain(grouped(boardings));
		}
		expect(words(part(page, 'routes')).match(/정산 근거 아님\(참고\)/g)?.length).toBeGreaterThanOrEqual(2);
	});

	it('says why compliance is not judged', () => {
		const unknown = model.routes.find((route) => route.compliance === null);
		expect(part(page, 'routes')).toContain(`title="${unknown?.complianceNote}">판단 불가`);
	});

	it('names thresholds, who signed them off, versions and the hash of every file', () => {
		const versions = words(part(page, 'versions'));
		for (const one of ['56명 이상', '기준 확인: 교통정책과장, 2026. 10. 1.', ...Object.values(model.versions), ...model.dataState.sources.flatMap((source) => source.files.map((file) => file.sha256))]) expect(versions).toContain(one);
		expect(words(renderPage({ ...model, thresholdsSignedOffBy: null }))).toContain('부서에서 확인하기 전임');
	});

	it('without a script shows the busiest profiles; all others wait for the choice', () => {
		const profile = part(page, 'profile');
		const figures = [...profile.matchAll(/<figure id="(profile-\d+)"( hidden)?>/g)];
		const options = [...profile.matchAll(/<option value="(profile-\d+)"/g)].map((match) => match[1]);
		expect(figures.filter((match) => match[2] === undefined).map((match) => match[1])).toEqual(['profile-0', 'profile-1']);
		expect([...options].sort()).toEqual(figures.map((match) => match[1]).sort());
		expect(profile).toContain('<p class="controls" hidden>');
	});

	it('cuts long lists at its limits and counts the rest', () => {
		const short = renderPage(model, { heatMapRoutes: 3, profiles: 2, crowding: 4, listedStops: 5, candidates: 1, routes: 6 });
		for (const [id, left] of [['heat', `노선 ${model.routes.length - 3}개는`], ['profile', '노선·방향 22건은'], ['crowding', '노선·방향 20건은'], ['stops', `정류장 ${model.stops.length - 5}곳은`], ['candidates', `검토 대상 ${model.candidates.length - 1}건은`], ['routes', `노선 ${model.routes.length - 6}개는`]] as const) {
			expect(words(part(short, id))).toContain(`여기에 표시하지 않은 ${left} 통합 문서(엑셀)에서`);
		}
		expect(short.length).toBeLessThan(page.length);
	});

	it('stays small with very many routes and stops', () => {
		const many = Array.from({ length: 1_000 }, (_, index) => index);
		const routes = many.flatMap((index) => model.routes.slice(0, 1).map((route) => ({ ...route, routeKey: `01:31:${index}`, boardings: index })));
		const profiles = many.flatMap((index) => model.profiles.slice(0, 12).map((row) => ({ ...row, routeKey: `01:31:${index}` })));
		const stops = many.flatMap((index) => model.stops.slice(0, 4).map((row) => ({ ...row, stopKey: `${row.stopKey}-${index}`, latitude: 37.7 + index / 10_000 })));
		const html = renderPage({ ...model, routes, profiles, stops });
		expect(Buffer.byteLength(html)).toBeLessThan(3_000_000);
		expect(words(html)).toContain('여기에 표시하지 않은 노선 700개는');
	});

	it('of a day without data says so part by part, with grade D', () => {
		const html = renderPage(emptyDay());
		for (const [id, word] of [['state', '자료 등급이 D이므로'], ['glance', '집계할 수 있는 승차 자료가 없음'], ['hours', '시간대별 승차 자료가 없음'], ['heat', '노선별 승차 자료가 없음'], ['profile', '산출할 자료가 없음'], ['crowding', '혼잡을 판정할 자료가 없음'], ['stops', '위치를 표시하지 못함'], ['areas', '비교하지 못함'], ['unusual', '비교할 자료가 부족함'], ['candidates', '판단할 자료가 부족함'], ['routes', '노선별 자료가 없음'], ['versions', '등록된 기준이 없음']] as const) {
			expect(words(part(html, id))).toContain(word);
		}
	});
});

describe('the script of the page', () => {
	it('is a program, and puts no text in as markup', () => {
		expect(() => new Function(PAGE_SCRIPT)).not.toThrow();
		expect(PAGE_SCRIPT).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|eval|<\//);
	});
});

describe('the page of a period', () => {
	const html = renderPeriodPage(period());

	it('shows days, sums and means, and names missing and provisional days', () => {
		for (const one of ['2026. 11. 6. ~ 2026. 11. 9.', '193,008명', '64,336명', '2026. 11. 9.(월요일)', '자료가 없는 날 1일 2026. 11. 8.', '잠정 자료인 날 1일 2026. 11. 9.', '모든 요일 · 전체 노선']) expect(words(html)).toContain(one);
		expect(rowOf(part(html, 'days'), '2026. 11. 7.(토요일)')).toContain('52,003');
	});

	it('names the route and the kind of day asked for', () => {
		expect(words(renderPeriodPage(period({ routeName: '1-1', dayType: 'weekday' })))).toContain('평일 · 1-1 노선');
	});

	it('runs no script', () => expect(html).not.toMatch(/<script|script-src/));

	it('of no day says so', () => {
		const none = renderPeriodPage(period({ days: [], hours: [], routes: [], stops: [], candidates: [], cautions: [], missingDays: [], areas: { dongs: [], zones: [], gini: null, bestToWorst: null } }));
		for (const one of ['집계한 날이 없음', '일별 승차 자료가 없음', '노선별 자료가 없음']) expect(words(none)).toContain(one);
		expect(words(none)).not.toMatch(/NaN|Infinity/);
	});
});
