/** Past releases on different matters, all of the same form. */
const MATTERS = [
	['책 나눔 한마당', '도서관과', '시민이 기증한 책', '시청 대강당'],
	['가로등 정비', '도로과', '노후 가로등', '흥선동 일대'],
	['청년 일자리 박람회', '일자리정책과', '참여 기업', '실내체육관'],
	['하천 정화 활동', '하천관리과', '수거한 쓰레기', '중랑천 산책로'],
	['어린이 안전 체험', '안전총괄과', '체험 교실', '어린이 안전 체험관'],
	['전통시장 장보기', '지역경제과', '할인 점포', '제일시장'],
] as const;

export const documentOf = (number: number) => {
	const [matter, department, what, where] = MATTERS[number % MATTERS.length] ?? MATTERS[0];
	return {
		name: `${number}.hwpx`,
		title: `의정부시, ${matter} 제${number + 1}회 성료`,
		text: `의정부시 ${department}는 지난 ${(number % 28) + 1}일 ${where}에서 ${matter} 행사를 열고 ${what} ${number + 20}건을 시민과 함께 마무리했다. 이번 ${matter} 사업은 시민의 참여를 넓히기 위해 마련했다.`,
	};
};
