import { createHmac } from 'node:crypto';

import { queryText } from '../../../../lib/http/base-url';
import { sensHeaders } from '../../../../lib/sms/sens/signature';
import { listTime, reserveTime } from '../../../../lib/sms/sens/times';

describe('the signature', () => {
	it('covers method, path with query, time and access key', () => {
		const path = '/sms/v2/services/ncp:sms:kr:1:city/messages?requestId=RSSA-1';
		const signed = createHmac('sha256', 'SECRET').update(`GET ${path}\n1795407701460\nKEY`).digest('base64');
		expect(sensHeaders({ accessKey: 'KEY', secretKey: 'SECRET' }, 'GET', path, 1795407701460)).toEqual({
			'x-ncp-apigw-timestamp': '1795407701460',
			'x-ncp-iam-access-key': 'KEY',
			'x-ncp-apigw-signature-v2': signed,
		});
	});

	it('sees a query as it goes over the wire', () => {
		expect(queryText({ requestStartTime: '2026-11-23 09:30:00', pageSize: 100, nextToken: 'a+b', none: undefined })).toBe(
			'requestStartTime=2026-11-23%2009%3A30%3A00&pageSize=100&nextToken=a%2Bb',
		);
	});
});

describe('times', () => {
	it('of a list are Korean clock times to the second', () => {
		expect(listTime(Date.parse('2026-11-22T15:00:00.900Z'))).toBe('2026-11-23 00:00:00');
	});

	it.each([
		['2026-11-24T09:30:00+09:00', '2026-11-24 09:30'],
		['2026-11-24T00:30:00Z', '2026-11-24 09:30'],
		['2026-11-24T09:30:00.001+09:00', '2026-11-24 09:31'],
		['2026-12-31T23:59:30+09:00', '2027-01-01 00:00'],
	])('of a reservation are Korean and never early: %s', (at, expected) => {
		expect(reserveTime(at)).toBe(expected);
	});
});
