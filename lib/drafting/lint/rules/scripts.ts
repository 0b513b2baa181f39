import { ALL_SETS, patternRule, type Rule } from '../rule';

const BASIS = '「국어기본법」 제14조';

/** Letters of other scripts. */
export const SCRIPT_RULES: readonly Rule[] = [
	patternRule({
		id: 'script.hanja',
		sets: ALL_SETS,
		name: '괄호 밖의 한자',
		basis: BASIS,
		severity: 'warning',
		pattern: /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/g,
		accepts: (match, unit) => !/^[美中日英北韓前故現新舊大小]$/.test(match[0]) && !/\([^()]{0,20}$/.test(unit.text.slice(Math.max(0, match.index - 21), match.index)),
		message: '공문서는 한글로 적고 한자는 괄호 안에 씁니다.',
		advice: '한글로 바꾸거나 괄호 안에 쓰시기 바랍니다.',
	}),
	patternRule({
		id: 'script.foreign',
		sets: ALL_SETS,
		name: '다른 나라 글자',
		basis: BASIS,
		severity: 'error',
		pattern: /[\u3040-\u30ff\u0400-\u04ff\u0e00-\u0e7f\u0600-\u06ff\u0590-\u05ff\u0900-\u097f]+/g,
		message: '한국어가 아닌 글자가 들어 있습니다.',
		advice: '한국어로 바꾸시기 바랍니다.',
	}),
	patternRule({
		id: 'script.latin-run',
		sets: ALL_SETS,
		name: '외국어 문장',
		basis: BASIS,
		severity: 'error',
		needs: 'latin',
		pattern: /\b[A-Za-z][A-Za-z']*(?:[ ,]+[A-Za-z][A-Za-z']*){3,30}/g,
		message: '외국어 문장이 들어 있습니다.',
		advice: '한국어로 바꾸시기 바랍니다.',
	}),
	patternRule({
		id: 'script.broken',
		sets: ALL_SETS,
		name: '깨진 글자',
		basis: '오류',
		severity: 'error',
		pattern: /\ufffd|(?<![ㄱ-ㅎㅏ-ㅣ])[ㄱ-ㅆㅈ-ㅎㅏ-ㅣ](?=[가-힣]|[ㄱ-ㅎㅏ-ㅣ])[ㄱ-ㅎㅏ-ㅣ]*/g,
		message: '깨지거나 완성되지 않은 글자가 있습니다.',
		advice: '바르게 고쳐 쓰시기 바랍니다.',
	}),
	patternRule({
		id: 'script.emoji',
		sets: ALL_SETS,
		name: '그림 문자',
		basis: '행정업무운영 편람',
		severity: 'warning',
		pattern: /(?![©®™☎☏])\p{Extended_Pictographic}/gu,
		accepts: (_match, _unit, { profile }) => profile.form !== 'notice',
		message: '그림 문자는 이 문서에 쓰지 않습니다.',
		advice: '지우시기 바랍니다.',
	}),
];
