import { readFileSync } from 'node:fs';

import type { RenderInput } from '../../../../lib/drafting/render/render';
import type { Block, DraftContent, FieldValues, Profile } from '../../../../lib/drafting/types';
import { readProfile } from '../../../../lib/drafting/profiles/profile-file';

export const CITY = { name: '의정부시', head: { title: '시장', name: '서강민' }, department: '복지정책과' };
export const TODAY = '2026-11-23';

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const item = (level: 1 | 2 | 3 | 4, text: string): Block => ({ kind: 'item', level, text });
const grid = (columns: readonly string[], ...rows: Array<readonly string[]>): Block => ({ kind: 'table', columns, rows });

export function profileOf(id: string): Profile {
	const name = `${id}.json`;
	return readProfile(readFileSync(`lib/drafting/profiles/${name}`, 'utf8'), name);
}

/** Each field filled with the example that the profile gives for it. */
export const exampleValues = (profile: Profile): FieldValues => Object.fromEntries(profile.fields.map(({ id, example }) => [id, example]));

const CONTENTS: Readonly<Record<string, DraftContent>> = {
	'press-release': {
		title: '의정부시, 책으로 이웃을 잇는 겨울 책 나눔 한마당 연다',
		subtitles: ['12월 5일 시청 대강당에서 시민이 기증한 책 1,200권 나눔', '어린이 책 놀이 교실 4개 운영'],
		sections: [
			{ id: 'lead', heading: '', blocks: [paragraph('의정부시(시장 서강민)는 12월 5일 오후 2시부터 5시까지 시청 대강당에서 ‘2026 겨울 책 나눔 한마당’을 연다.')] },
			{ id: 'body', heading: '', blocks: [paragraph('이번 행사는 읽지 않는 책을 이웃과 나누는 문화를 넓히기 위해 마련했다. 시민이 기증한 책 1,200권을 나누고, 어린이 책 놀이 교실 4개를 운영한다.'), paragraph('의정부시민이면 누구나 참여할 수 있다. 지난해에는 시민 830명이 함께했으며, 시는 [확인 필요: 1,000명]이 찾을 것으로 내다본다.')] },
			{ id: 'quote', heading: '', blocks: [paragraph('서강민 의정부시장은 “책으로 이웃을 만나는 하루가 되길 바란다”고 말했다.')] },
		],
	},
	'merit-record': {
		title: '노인복지 증진 유공 공적조서',
		subtitles: [],
		sections: [
			{ id: 'summary', heading: '공적 요지', blocks: [paragraph('홀몸 어르신 안부 확인 체계를 넓히고 경로당 시설을 정비하여 겨울철 안전사고를 줄이는 데 기여함.')] },
			{ id: 'description', heading: '공적 사항', blocks: [paragraph('2024. 1. 1.부터 현재까지 의정부시 복지국 노인복지과에서 노인복지 업무를 맡아, 3년 사이 1,100명 늘어난 홀몸 어르신의 안전을 지키기 위하여 안부 확인 대상을 320명에서 540명으로 늘렸음. 또한 경로당 42곳의 냉난방기를 점검하여 어르신이 겨울을 안전하게 보낼 수 있도록 하였음.')] },
			{ id: 'details', heading: '세부 실적', blocks: [item(1, '홀몸 어르신 안부 확인 대상 확대'), item(2, '2025년 안부 확인 대상을 320명에서 540명으로 늘렸음.'), item(1, '경로당 시설 정비'), item(2, '경로당 42곳의 냉난방기를 점검하였음.'), item(1, '겨울철 안전사고 감소'), item(2, '안전사고 접수가 12건에서 3건으로 줄었음.')] },
			{ id: 'closing', heading: '맺음', blocks: [paragraph('노인복지 증진에 기여한 공이 뚜렷하여 의정부시장 표창을 추천함.')] },
		],
	},
	'work-report': {
		title: '공공도서관 야간 운영 확대 검토 보고',
		subtitles: [],
		sections: [
			{ id: 'summary', heading: '요약', blocks: [paragraph('야간 이용 수요 증가에 따라 공공도서관 2곳의 운영 시간을 22:00까지 늘려 시민의 이용 편의를 높이고자 함.')] },
			{ id: 'background', heading: '추진 배경', blocks: [item(1, '야간 운영 확대 요구 증가'), item(2, '2026년 시민 설문에서 야간 운영 확대 요구 41%'), item(1, '근거: 「도서관법」 제32조')] },
			{ id: 'status', heading: '현황', blocks: [item(1, '야간 운영 도서관: 6곳 중 2곳'), item(2, '야간 이용자: 하루 평균 184명'), item(3, '직장인과 학생이 평일 19:00 이후에 집중적으로 이용하여 열람석이 부족하고 대출 창구의 대기 시간이 길어짐'), item(4, '2026. 10. 기준')] },
			{ id: 'problems', heading: '문제점', blocks: [item(1, '4곳은 18:00에 문을 닫아 직장인이 이용하기 어려움')] },
			{ id: 'measures', heading: '개선 방안', blocks: [item(1, '2곳을 추가로 22:00까지 운영'), item(2, '운영 인력 4명 배치')] },
			{ id: 'alternatives', heading: '대안 비교', blocks: [grid(['구분', '장점', '단점', '소요 예산'], ['1안(2곳 확대)', '예산 부담이 적음', '권역 간 차이 남음', '1억 2,000만 원'], ['2안(4곳 확대)', '모든 권역에서 이용할 수 있음', '운영 인력 8명이 더 필요하여 충원에 시간이 걸림', '2억 3,000만 원'])] },
			{ id: 'effects', heading: '기대 효과', blocks: [item(1, '야간 이용자 하루 평균 300명 예상')] },
			{ id: 'plan', heading: '향후 계획', blocks: [item(1, '2026. 12.: 운영 인력 배치 계획 수립'), item(1, '2027. 3.: 시범 운영')] },
		],
	},
	'event-plan': {
		title: '2026 자원봉사자의 날 기념식 추진 계획',
		subtitles: [],
		sections: [
			{ id: 'purpose', heading: '추진 목적', blocks: [item(1, '한 해 동안 봉사한 시민을 격려하고 나눔 문화를 넓히고자 함')] },
			{ id: 'details', heading: '세부 추진 계획', blocks: [item(1, '우수 자원봉사자 표창'), item(2, '표창 대상: 20명'), item(1, '활동 영상 상영')] },
			{ id: 'program', heading: '식순', blocks: [grid(['시간', '순서', '내용', '담당'], ['14:00~14:10', '개회', '개회 선언, 국민의례', '사회자'], ['14:10~14:40', '표창 수여', '우수 자원봉사자 20명 표창', '복지정책과'], ['14:40~16:00', '축하 공연', '시민 합창단 공연과 한 해 동안의 봉사 활동 영상 상영', '자원봉사센터'])] },
			{ id: 'budget', heading: '소요 예산', blocks: [grid(['항목', '산출 내역', '금액'], ['무대 설치', '1식', '3,000,000원'], ['기념품', '250명 × 5,000원', '1,250,000원'])] },
			{ id: 'tasks', heading: '업무 분장', blocks: [grid(['담당', '업무'], ['복지정책과', '행사 총괄, 초청장 발송'], ['홍보담당관', '사진 촬영, 보도자료 배포'])] },
			{ id: 'schedule', heading: '추진 일정', blocks: [grid(['시기', '추진 내용'], ['2026. 11. 25.', '초청장 발송'], ['2026. 12. 4.', '기념식 개최'])] },
			{ id: 'safety', heading: '안전 관리 대책', blocks: [item(1, '안전요원 8명 배치, 구급차 1대 대기')] },
			{ id: 'requests', heading: '행정 사항', blocks: [item(1, '홍보담당관: 사진 촬영')] },
		],
	},
	greeting: {
		title: '2026 자원봉사자의 날 기념식 축사',
		subtitles: [],
		sections: [
			{ id: 'opening', heading: '', blocks: [paragraph('존경하는 자원봉사자와 시민 여러분, 안녕하십니까? 의정부시장 서강민입니다.')] },
			{ id: 'thanks', heading: '', blocks: [paragraph('한 해를 마무리하는 12월, 바쁘신 가운데 자리를 함께해 주신 여러분께 감사드립니다. 특히 행사를 준비해 주신 한지우 의정부시자원봉사센터장님께 깊이 감사드립니다.')] },
			{ id: 'meaning', heading: '', blocks: [paragraph('올해로 열 번째를 맞는 이 기념식은 이웃의 곁을 지켜 온 여러분의 걸음을 돌아보는 자리입니다. 올해 자원봉사자 3만 2,000명이 우리 시 곳곳에서 활동하셨습니다.')] },
			{ id: 'promise', heading: '', blocks: [paragraph('여러분께서 잠시 쉬어 가실 수 있도록 봉사자 쉼터를 내년에 2곳 더 열겠습니다.')] },
			{ id: 'closing', heading: '', blocks: [paragraph('‘백지장도 맞들면 낫다’는 말처럼 앞으로도 함께해 주시기를 부탁드립니다. 감사합니다.')] },
		],
	},
	'event-script': {
		title: '2026 자원봉사자의 날 기념식 진행 시나리오',
		subtitles: [],
		sections: [
			{
				id: 'script',
				heading: '진행 시나리오',
				blocks: [
					grid(
						['시각', '순서', '멘트', '담당', '비고'],
						['13:55', '장내 안내', '잠시 후 기념식을 시작하겠습니다. 휴대전화는 진동으로 바꾸어 주시기 바랍니다.', '사회자', '배경 음악'],
						['14:00', '개식', '안녕하십니까? 오늘 사회를 맡은 이소라입니다. 지금부터 2026 자원봉사자의 날 기념식을 시작하겠습니다.', '사회자', ''],
						['14:05', '국민의례', '국민의례를 하겠습니다. 모두 자리에서 일어나 무대 위의 국기를 향해 주시기 바랍니다. 국기에 대하여 경례. 바로.', '사회자', '애국가 생략'],
						['14:10', '내빈 소개', '오늘 함께해 주신 내빈을 소개해 드리겠습니다. 서강민 의정부시장님께서 함께하셨습니다.', '사회자', '박수 유도'],
					),
				],
			},
		],
	},
	'official-letter': {
		title: '2026 자원봉사자의 날 기념식 참석 협조 요청',
		subtitles: [],
		sections: [
			{
				id: 'body',
				heading: '',
				blocks: [
					item(1, '관련: 복지정책과-12345(2026. 11. 10.)'),
					item(1, '한 해 동안 봉사한 시민을 격려하기 위하여 자원봉사자의 날 기념식을 아래와 같이 개최하고자 하오니 참석하여 주시기 바랍니다.'),
					item(2, '일시: 2026. 12. 4.(금) 14:00'),
					item(2, '장소: 의정부예술의전당 소극장'),
					item(2, '참석 대상: 봉사단체 대표 40명'),
					item(3, '단체별로 1명씩 참석하되, 대표가 참석하기 어려우면 부대표가 대신 참석할 수 있음'),
					item(1, '참석자 명단을 붙임 서식에 따라 2026. 11. 27.(금)까지 제출하여 주시기 바랍니다.'),
				],
			},
		],
	},
	'civil-reply': {
		title: '행복로 보도블록 정비 요청에 대한 회신',
		subtitles: [],
		sections: [
			{ id: 'gist', heading: '민원 요지', blocks: [paragraph('귀하께서 신청하신 민원은 행복로 보도블록이 깨져 걷기 위험하므로 정비를 요청하신 것으로 이해됩니다.')] },
			{ id: 'review', heading: '검토 결과', blocks: [paragraph('「도로법」 제31조에 따라 2026. 11. 18. 현장을 확인하여 파손된 보도블록 36개를 확인하였습니다.'), paragraph('파손된 보도블록은 2026. 11. 30.까지 교체하겠습니다.')] },
			{ id: 'guidance', heading: '안내 사항', blocks: [paragraph('공사 전까지 안전 표지 2개를 설치하며, 공사가 끝나면 문자로 안내해 드리겠습니다.')] },
		],
	},
	minutes: {
		title: '제3차 도시재생위원회 회의록',
		subtitles: [],
		sections: [
			{ id: 'attendees', heading: '참석자·배석자', blocks: [grid(['구분', '소속', '직위', '성명'], ['참석', '의정부시', '도시재생과장', '박서연'], ['배석', '의정부시', '주무관', '최민지'])] },
			{ id: 'procedure', heading: '진행 순서', blocks: [item(1, '개회, 안건 설명, 토의, 의결, 폐회')] },
			{ id: 'agenda', heading: '상정 안건', blocks: [item(1, '제1호: 빈집 정비 계획(안)')] },
			{ id: 'remarks', heading: '발언 요지', blocks: [item(1, '박서연 도시재생과장'), item(2, '빈집 24채 중 8채를 올해 정비하겠음.'), item(1, '윤도현 위원'), item(2, '정비한 터를 이웃이 함께 쓰는 쉼터로 활용할 방안을 검토할 필요가 있음.')] },
			{ id: 'decisions', heading: '결정 사항', blocks: [item(1, '제1호 안건: 원안대로 의결')] },
			{ id: 'votes', heading: '표결 내용', blocks: [item(1, '제1호 안건: 찬성 7명, 반대 1명, 기권 0명')] },
			{ id: 'next', heading: '향후 일정', blocks: [item(1, '제4차 회의: 2026. 12. 17.(목) 15:00')] },
		],
	},
	'notice-copy': {
		title: '2026년 겨울철 난방비 지원을 신청하세요',
		subtitles: [],
		sections: [
			{ id: 'gist', heading: '', blocks: [paragraph('기초생활수급 가구와 차상위 가구에 가구당 난방비 10만 원을 한 번 지원합니다.')] },
			{ id: 'details', heading: '', blocks: [item(1, '대상: 기초생활수급 가구와 차상위 가구'), item(1, '기간: 2026. 12. 1.(화)~12. 18.(금)'), item(1, '방법: 신분증을 지참하여 가까운 동 주민센터에 방문 신청'), item(2, '신청한 달의 다음 달 10일에 계좌로 입금합니다.'), item(1, '유의 사항: 다른 난방비 지원을 받은 가구는 제외됩니다.')] },
		],
	},
};

export const PROFILE_IDS: readonly string[] = Object.keys(CONTENTS);

/** A document of a type with every field of its form filled. */
export function sample(id: string, changes: Partial<RenderInput> = {}): RenderInput {
	const profile = profileOf(id);
	const content = CONTENTS[id];
	if (content === undefined) throw new Error(`no sample of ${id}`);
	return { profile, content, values: exampleValues(profile), city: CITY, state: 'draft', today: TODAY, ...changes };
}
