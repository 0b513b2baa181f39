import { join } from 'node:path';

import { ValidationError } from '../../../../lib/errors';
import { writeReviewSheet, type ReviewExtras } from '../../../../lib/transit/book/review-sheet';
import type { BusReportModel, Candidate } from '../../../../lib/transit/model';
import { busCandidate, busModel } from '../../../support/bus-model';
import { pictureOf, readHwpx, type HwpxPages } from './hwpx-pages';
import { ownFolder } from './read-book';

async function sheetOf(candidate: Candidate, extras: ReviewExtras = {}, model: BusReportModel = busModel()): Promise<HwpxPages> {
	const file = join(ownFolder(), 'review.hwpx');
	await writeReviewSheet(model, candidate.candidateId, extras, file);
	return await readHwpx(file);
}

describe('the review sheet of one candidate', () => {
	const candidate = busCandidate('moreRuns');
	let sheet: HwpxPages;

	beforeAll(async () => {
		sheet = await sheetOf(candidate);
	});

	it('is a sound HWPX of two pages marked as a draft', () => {
		expect([sheet.sound, sheet.pages]).toEqual([true, 2]);
		expect(sheet.text.match(/초안/g)?.length).toBeGreaterThanOrEqual(2);
	});

	it('has the parts of the office in their order', () => {
		const parts = ['노선조정 검토서(초안)', '□ 현황', '□ 최근 4주 추이', '□ 검토 사유', '□ 민원 현황', '□ 대안', '□ 예상 영향', '□ 인가권자 및 협의', '□ 근거 자료', '□ 유의사항'];
		const places = parts.map((part) => sheet.text.indexOf(part));
		expect(places.every((place) => place >= 0)).toBe(true);
		expect(places).toEqual([...places].sort((a, b) => a - b));
	});

	it('gives figures, rule, days, licensing authority, evidence and caution of the candidate', () => {
		for (const part of [candidate.rule, candidate.where, candidate.caution, '평일 21일 중 17일', '63명', '01:31:234000011|out|7|8', '기준 확인: 교통정책과장 (2026. 10. 1.)', `인가권자: ${candidate.licensingAuthority}`, '제2판']) {
			expect(sheet.text).toContain(part);
		}
	});

	it('has each day of the last four weeks once in its week', () => {
		const numbers = sheet.text.split('\n').map((line) => line.split('|')).filter((cells) => cells.length === 11 && cells[2]?.trim() === '승차').flatMap((cells) => cells.slice(3, -1)).map((cell) => cell.trim());
		const days = numbers.filter((cell) => cell !== '-').map((cell) => Number(cell.replace(/,|\(휴\)/g, '')));
		expect(days).toEqual(candidate.trend.map(({ boardings }) => boardings));
		expect(numbers.length % 7).toBe(0);
	});

	it('leaves what the officer must say open', () => {
		expect(sheet.text.match(/\[입력\]/g)?.length).toBe(9);
	});

	it('renders to a picture with letters on it', async () => {
		expect((await pictureOf(sheet.svg)).inked).toBeGreaterThan(0.005);
	});
});

describe('what the officer adds', () => {
	it('takes the places of the blanks', async () => {
		const { text, pages } = await sheetOf(busCandidate('fewerRuns', 'review'), {
			author: '홍길동',
			complaints: { period: '2026. 10. 1. ~ 11. 19.', count: 12, summary: '배차간격이 길다는 민원' },
			alternatives: ['낮 시간 배차 20분 → 30분', '수요응답형 전환', '', '가', '나', '다'],
			expectedEffects: ['이용객 약 60명의 대기시간 증가'],
		});
		for (const part of ['홍길동', '건수: 12건', '배차간격이 길다는 민원', '낮 시간 배차 20분 → 30분', '이용객 약 60명의 대기시간 증가', '그 밖 1건은 따로 붙임']) expect(text).toContain(part);
		expect(text.match(/\[입력\]/g)?.length).toBe(1);
		expect(pages).toBe(2);
	});

	it('stays within two pages however long it is', async () => {
		const long = '아주 긴 설명이 이어지는 문장입니다. '.repeat(30);
		const { pages, sound } = await sheetOf(busCandidate('routeReview'), { author: long, complaints: { period: long, count: null, summary: long }, alternatives: [long, long, long, long, long], expectedEffects: [long, long, long, long] });
		expect([sound, pages]).toEqual([true, 2]);
	});
});

describe('a route that is only watched', () => {
	it.each([busCandidate('holidayReduction'), busCandidate('stopReview'), busCandidate('fewerRuns', 'watch')])('says how long ($candidateId) and judges nothing', async (candidate) => {
		const { text } = await sheetOf(candidate);
		expect(text).toContain(`관찰 (${candidate.observedDays}일)`);
		expect(text).toContain('20일 미만이므로 판단하지 않고 관찰함');
	});
});

it('a candidate that the edition does not have is refused in words that say what to do', async () => {
	const failure = await writeReviewSheet(busModel(), 'moreRuns:none', {}, join(ownFolder(), 'review.hwpx')).catch((error: unknown) => error);
	expect(failure).toBeInstanceOf(ValidationError);
	expect(failure).toMatchObject({ code: 'unknownCandidate', remedy: expect.stringMatching(/하시기 바랍니다\.$/) });
});

it('a weekday that was a holiday is marked in its week', async () => {
	const candidate = busCandidate('moreRuns');
	const model = busModel();
	const trend = candidate.trend.map((day) => (day.date === '2026-11-18' ? { ...day, dayType: 'holiday' as const, boardings: 4321 } : day));
	const { text } = await sheetOf(candidate, {}, { ...model, candidates: [{ ...candidate, trend }] });
	expect(text).toContain('4,321(휴)');
});
