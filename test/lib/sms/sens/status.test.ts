import { readSensMessage, readSensStatus } from '../../../../lib/sms/sens/status';

describe('the state of a message', () => {
	it.each([
		['READY', { status: 'READY' }, 'registered', 'READY'],
		['PROCESSING', { status: 'PROCESSING', statusCode: '0' }, 'accepted', 'PROCESSING'],
		['COMPLETED with success', { status: 'COMPLETED', statusCode: '0', statusName: 'success' }, 'delivered', '0'],
		['COMPLETED with code 0 alone', { status: 'COMPLETED', statusCode: 0 }, 'delivered', '0'],
		['COMPLETED with fail', { status: 'COMPLETED', statusCode: '3001', statusName: 'fail' }, 'failed', '3001'],
		['COMPLETED with another code alone', { status: 'COMPLETED', statusCode: '3001' }, 'failed', '3001'],
		['COMPLETED without a result', { status: 'COMPLETED' }, 'accepted', 'COMPLETED'],
		['a word nobody knows', { status: 'HALTED' }, 'registered', 'HALTED'],
		['no state', {}, 'registered', 'READY'],
	])('%s', (_name, message, state, statusCode) => {
		expect(readSensStatus(message)).toMatchObject({ state, statusCode, refused: false });
	});

	it.each([
		['결번', '이동통신사에서 전송하지 못하였습니다(결번).'],
		['010-1234-5678 결번', '이동통신사 또는 중계사에서 전송하지 못하였습니다.'],
		['<b>오류</b>', '이동통신사 또는 중계사에서 전송하지 못하였습니다.'],
		['', '이동통신사 또는 중계사에서 전송하지 못하였습니다.'],
	])('a failure tells the carrier’s words %j only where they are harmless', (statusMessage, reason) => {
		expect(readSensStatus({ status: 'COMPLETED', statusCode: '1', statusName: 'fail', statusMessage }).reason).toBe(reason);
	});
});

describe('a listed message', () => {
	it('is read with its number as digits', () => {
		expect(readSensMessage({ messageId: 'm', requestId: 'r', to: '010-2000-1111', content: '안내', type: 'LMS', status: 'READY' })).toEqual({
			messageId: 'm', groupId: 'r', to: '01020001111', text: '안내', type: 'LMS', state: 'registered', refused: false, statusCode: 'READY', reason: null, complete: true,
		});
	});

	it.each([[null], ['m'], [{ to: '01020001111' }], [{ messageId: 'm' }]])('that names no message is passed over: %j', (value) => {
		expect(readSensMessage(value)).toBeNull();
	});

	it('without text or state is not complete', () => {
		expect([readSensMessage({ messageId: 'm', to: '01020001111', status: 'READY' }), readSensMessage({ messageId: 'm', to: '01020001111', content: '' })]).toEqual([
			expect.objectContaining({ complete: false }),
			expect.objectContaining({ complete: false }),
		]);
	});
});
