import { vendorCodeOf } from '../../../lib/http/answer';

describe('the code in an error body', () => {
	it.each([
		['a word', { errorCode: 'NotEnoughBalance' }, 'NotEnoughBalance'],
		['a number', { code: -2052 }, '-2052'],
		['nested, as API gateways write it', { error: { errorCode: '200', message: 'Authentication Failed' } }, '200'],
		['in a header of the body', { header: { isSuccessful: false, resultCode: -9999 } }, '-9999'],
		['the name of an HTTP error in `errors`', { status: 400, errors: 'Bad Request', errorMessage: '010-1234-5678' }, 'Bad Request'],
		['the same in `error`', { status: 404, error: 'Not Found', message: '홍길동' }, 'Not Found'],
		['a code before a name', { code: 'E1', error: 'Forbidden' }, 'E1'],
		['a phone number', { code: '01012345678' }, undefined],
		['a sentence', { error: 'Hong Gildong is not registered' }, undefined],
		['a name that could be a person', { errors: 'Gildong' }, undefined],
		['a list', { errors: ['Bad Request'] }, undefined],
		['no object', '오류', undefined],
		['nothing', null, undefined],
	])('%s', (_name, body, code) => {
		expect(vendorCodeOf(body)).toBe(code);
	});
});
