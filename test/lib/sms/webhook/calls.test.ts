import { createHash } from 'node:crypto';

import fc from 'fast-check';

import { WebhookRefusal } from '../../../../lib/sms/webhook/call';
import { readNhnCall } from '../../../../lib/sms/webhook/nhn';
import { readJsonBody } from '../../../../lib/sms/webhook/read-body';
import { fitsSecret } from '../../../../lib/sms/webhook/secret';
import { readSolapiCall } from '../../../../lib/sms/webhook/solapi';

const GROUP = 'G4V20261123091000ABCDEFGHIJKLMNO';
const MESSAGE = 'M4V20261123091000ABCDEFGHIJKLMNO';

/** As the document shows it, with the misspelt names of its sample. */
const nhnHook = (requestId: unknown) => ({
	hookId: '202611230910001',
	senderType: 'SMS',
	requestId,
	recipientSeq: 1,
	recipientNo: '01073910001',
	messageStatus: 'COMPLETED',
	resultCode: '1000',
	recipientGropuingKey: 'k#1',
	_link: { self: { href: 'https://example.invalid' } },
});
const nhnCall = (...hooks: unknown[]) => ({ hooksId: 'h', webhookConfigId: 'w', productName: 'SMS', appKey: 'a', event: 'MESSAGE_RESULT_UPDATE', hooks });

describe('what a call names', () => {
	it.each([
		['single reports by their group', 'SINGLE-REPORT', [{ groupId: GROUP, messageId: MESSAGE, statusCode: '4000' }, { groupId: GROUP, messageId: `${MESSAGE}2` }], { reports: 2, requests: [GROUP], messages: [] }],
		['a report without a group by its message', 'SINGLE-REPORT', [{ messageId: MESSAGE }], { reports: 1, requests: [], messages: [MESSAGE] }],
		['a group report', 'GROUP-REPORT', [{ groupId: GROUP, status: 'COMPLETE' }], { reports: 1, requests: [GROUP], messages: [] }],
		['nothing at all', 'SINGLE-REPORT', [], { reports: 0, requests: [], messages: [] }],
	])('SOLAPI: %s', (_title, event, body, named) => {
		expect(readSolapiCall(event, body)).toEqual({ event, ...named });
	});

	it('NHN: request ids once each, whatever the spelling of the other names', () => {
		const { recipientGropuingKey: _, ...rest } = nhnHook('20261123-2');
		expect(readNhnCall(nhnCall(nhnHook('20261123-1'), { ...rest, recipientGroupingKey: 'k#1' }, nhnHook('20261123-1')))).toEqual({
			event: 'MESSAGE_RESULT_UPDATE',
			reports: 3,
			requests: ['20261123-1', '20261123-2'],
			messages: [],
		});
	});

	it('is nothing to us in an event of another kind', () => {
		expect(readSolapiCall('COMMERCE', { any: 'thing' })).toBeNull();
		expect(readNhnCall({ event: 'UNSUBSCRIBE', hooks: 'x' })).toBeNull();
	});

	it.each([
		['SOLAPI: an object in place of the list', () => readSolapiCall('SINGLE-REPORT', { groupId: GROUP })],
		['SOLAPI: null', () => readSolapiCall('SINGLE-REPORT', null)],
		['SOLAPI: an entry that is no object', () => readSolapiCall('SINGLE-REPORT', ['x'])],
		['SOLAPI: an entry without any id', () => readSolapiCall('SINGLE-REPORT', [{ to: '01073910001' }])],
		['SOLAPI: an id that is none', () => readSolapiCall('GROUP-REPORT', [{ groupId: "' OR 1=1 --" }])],
		['NHN: no event', () => readNhnCall({ hooks: [] })],
		['NHN: a list in place of the object', () => readNhnCall([nhnHook('1')])],
		['NHN: hooks that are no list', () => readNhnCall({ ...nhnCall(), hooks: {} })],
		['NHN: a hook without a request id', () => readNhnCall(nhnCall(nhnHook(undefined)))],
		['NHN: a request id that is a number', () => readNhnCall(nhnCall(nhnHook(5)))],
	])('is refused with 400 for %s', (_title, read) => {
		expect(read).toThrow(WebhookRefusal);
		expect(read).toThrow(expect.objectContaining({ status: 400, code: 'wrongShape' }));
	});

	it('never repeats a value of the call in a refusal', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (body) => {
				for (const read of [() => readSolapiCall('SINGLE-REPORT', body), () => readNhnCall({ event: 'MESSAGE_RESULT_UPDATE', hooks: body })]) {
					try {
						read();
					} catch (error) {
						expect(error).toBeInstanceOf(WebhookRefusal);
						expect((error as WebhookRefusal).message).toMatch(/^전송 결과 통지의 형식이 올바르지 않습니다\([가-힣A-Za-z ]+\)\.$/);
					}
				}
			}),
		);
	});
});

describe('the secret', () => {
	const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

	it.each([
		['the hash', 'sha1', sha1('비밀 s3cret'), true],
		['the hash in capitals', 'sha1', sha1('비밀 s3cret').toUpperCase(), true],
		['the secret where its hash is agreed', 'sha1', '비밀 s3cret', false],
		['the secret as it is', 'plain', '비밀 s3cret', true],
		['the hash where the secret itself is agreed', 'plain', sha1('비밀 s3cret'), false],
		['another secret', 'plain', '비밀 S3cret', false],
		['a beginning of it', 'plain', '비밀', false],
		['nothing', 'plain', '', false],
		['no header', 'plain', undefined, false],
	] as const)('%s (%s)', (_title, form, header, fits) => {
		expect(fitsSecret(header, '비밀 s3cret', form)).toBe(fits);
	});

	it.each(['sha1', 'plain'] as const)('fits nothing while none is agreed (%s)', (form) => {
		for (const header of [undefined, '', sha1(''), 'x']) expect(fitsSecret(header, '', form)).toBe(false);
	});

	it('fits itself and nothing else', () => {
		fc.assert(
			fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (secret, other) => {
				expect(fitsSecret(secret, secret, 'plain')).toBe(true);
				expect(fitsSecret(other, secret, 'plain')).toBe(other === secret);
				expect(fitsSecret(sha1(other), secret, 'sha1')).toBe(other === secret);
			}),
		);
	});
});

describe('the body', () => {
	async function* chunks(...parts: string[]) {
		for (const part of parts) yield await Promise.resolve(Buffer.from(part));
	}
	const read = (parts: string[], head: { contentLength?: string; contentEncoding?: string } = {}, limit = 20) =>
		readJsonBody({ contentLength: head.contentLength, contentEncoding: head.contentEncoding, chunks: chunks(...parts) }, limit);

	it('is put together before it is read, letters cut in two included', async () => {
		const bytes = Buffer.from('["문자"]');
		async function* cut() {
			yield await Promise.resolve(bytes.subarray(0, 4));
			yield bytes.subarray(4);
		}
		expect(await readJsonBody({ contentLength: undefined, contentEncoding: undefined, chunks: cut() }, 20)).toEqual(['문자']);
		expect(await read(['\uFEFF[1]'])).toEqual([1]);
	});

	it('is not waited for beyond the limit, whatever length is told', async () => {
		let pulled = 0;
		async function* endless() {
			for (;;) {
				pulled += 1;
				yield await Promise.resolve(Buffer.alloc(10, 0x20));
			}
		}
		await expect(readJsonBody({ contentLength: '5', contentEncoding: undefined, chunks: endless() }, 20)).rejects.toMatchObject({ status: 413 });
		expect(pulled).toBe(3);
		await expect(read(['[]'], { contentLength: '21' })).rejects.toMatchObject({ status: 413 });
	});

	it.each([
		['no JSON', ['<html>'], {}, 400],
		['nothing', [], {}, 400],
		['compressed', ['[]'], { contentEncoding: 'gzip' }, 415],
	])('is refused: %s', async (_title, parts, head, status) => {
		await expect(read(parts, head)).rejects.toMatchObject({ status });
	});
});
