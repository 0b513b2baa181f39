import { ValidationError } from '../../errors';

/** Errors for answers that came whole but cannot be a draft. None holds a word of the answer. */

const AGAIN = '다시 실행하여도 같으면 다른 모형을 쓰시기 바랍니다.';

/** Short texts without JSON that say no. */
const REFUSAL = /죄송|미안하지만|할 수 없습니다|어렵습니다|도와드릴|거절|I['’]?m sorry|I cannot|I can['’]?t|unable to|not able to/i;
const LONGEST_REFUSAL = 1_000;

/** The model says no. */
export function refused(): ValidationError {
	return new ValidationError('modelRefused', '언어모형이 글쓰기를 거절하였습니다.', '입력 사실에 모형이 꺼리는 내용이 있는지 살펴보고, 없으면 다시 실행하거나 다른 모형을 쓰시기 바랍니다.');
}

/** The answer ended at the token limit. */
export function cutOff(): ValidationError {
	return new ValidationError('modelCutOff', '언어모형의 답이 길이 한도에서 잘렸습니다. 잘린 초안은 쓰지 않습니다.', '선택 사항의 답의 최대 길이(토큰)를 늘리거나 입력 사실을 줄이시기 바랍니다.');
}

/** No JSON in the answer: `modelRefused` where it reads like a refusal, `modelNotJson` otherwise. */
export function notJson(answer: string): ValidationError {
	if (answer.length <= LONGEST_REFUSAL && REFUSAL.test(answer)) return refused();
	return new ValidationError('modelNotJson', '언어모형의 답이 정한 형식(JSON)이 아니거나 온전하지 않습니다.', `${AGAIN} 자격 증명의 응답 형식이 "자동"인지도 확인하시기 바랍니다.`);
}

/** The answer's JSON is not what was asked for. @param place in the answer, such as `sections.lead` */
export function offSchema(place: string, fault: string): ValidationError {
	const what = place === '' ? fault : `${place}: ${fault}`;
	return new ValidationError('modelSchema', `언어모형의 답이 문서의 구성을 따르지 않습니다(${what}).`, `${AGAIN} 자격 증명의 응답 형식이 "자동"인지도 확인하시기 바랍니다.`);
}

/** Mostly not Korean. */
export function wrongLanguage(): ValidationError {
	return new ValidationError('modelLanguage', '언어모형이 한국어가 아닌 말로 답하였습니다.', '입력 사실이 한국어인지 확인하고, 한국어를 지원하는 모형을 쓰시기 바랍니다.');
}

/** The same words without end. */
export function repeats(): ValidationError {
	return new ValidationError('modelRepeats', '언어모형이 같은 말을 끝없이 되풀이하였습니다.', '다시 실행하시기 바랍니다. 되풀이가 이어지면 자격 증명의 온도를 조금 올리거나 다른 모형을 쓰시기 바랍니다.');
}

/** More text than any document has. */
export function tooLongAnswer(): ValidationError {
	return new ValidationError('modelTooLong', '언어모형의 답이 받을 수 있는 길이를 넘습니다.', '선택 사항의 답의 최대 길이(토큰)를 줄이거나 다른 모형을 쓰시기 바랍니다.');
}

/** More input than the model can read. */
export function tooLongPrompt(): ValidationError {
	return new ValidationError('modelTooLong', '입력 사실과 참고 문서가 언어모형이 한 번에 읽을 수 있는 길이를 넘습니다.', '입력 사실이나 참고 문서를 줄이거나, 더 긴 글을 읽는 모형을 쓰시기 바랍니다.');
}
