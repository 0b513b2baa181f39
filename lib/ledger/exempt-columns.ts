/**
 * Columns that the check of the rows does not compare, by `table.column`, each with the reason as an auditor reads it (a row
 * of the audit guide, chapter 11). Everything else is compared.
 */
export const EXEMPT_COLUMNS: Readonly<Record<string, string>> = {
	'run.hold_until': '보류한 회차를 언제 다시 볼지 정하는 시각입니다. 보류 사유는 대조합니다.',
	'run.lease_owner': '어느 실행이 회차를 처리하고 있는지 표시하는 칸으로 계속 바뀝니다.',
	'run.lease_until': '어느 실행이 회차를 처리하고 있는지 표시하는 칸으로 계속 바뀝니다.',
	'run.fence': '어느 실행이 회차를 처리하고 있는지 표시하는 칸으로 계속 바뀝니다.',
	'notice.content_mark': '번호와 글에서 계산한 값으로, 중계사 이력에서 같은 문자를 찾을 때만 씁니다.',
	'batch.owner': '어느 실행이 발송 묶음을 처리하고 있는지 표시하는 칸으로 계속 바뀝니다.',
	'batch.lease_until': '어느 실행이 발송 묶음을 처리하고 있는지 표시하는 칸으로 계속 바뀝니다.',
	'batch.fence': '어느 실행이 발송 묶음을 처리하고 있는지 표시하는 칸으로 계속 바뀝니다.',
	'meta.name': '대장의 판, 사용 환경, 키 표시, 창구의 한 번만 쓰는 표처럼 프로그램이 쓰는 값입니다. 수탁자는 기록에서 읽습니다.',
	'meta.value': '대장의 판, 사용 환경, 키 표시, 창구의 한 번만 쓰는 표처럼 프로그램이 쓰는 값입니다. 수탁자는 기록에서 읽습니다.',
};
