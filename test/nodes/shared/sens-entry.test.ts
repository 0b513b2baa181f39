import { CityhallSensApi } from '../../../credentials/CityhallSensApi.credentials';
import { GATEWAYS } from '../../../nodes/shared/gateways';

const entry = GATEWAYS.find(({ id }) => id === 'sens');
const CREDENTIAL = { accessKey: 'KEY', secretKey: 'SECRET', serviceId: 'ncp:sms:kr:000000000000:city', sender: '031-828-0000', cloud: 'public', baseUrl: '' };

describe('the SENS credential', () => {
	it('names its gateway, its test and both clouds', () => {
		const { name, properties } = new CityhallSensApi();
		expect(entry).toMatchObject({ credential: name, test: 'sensAccountTest' });
		const cloud = properties.find((property) => property.name === 'cloud');
		expect(cloud?.options).toEqual([
			expect.objectContaining({ value: 'public', description: expect.stringContaining('https://sens.apigw.gov-ntruss.com') }),
			expect.objectContaining({ value: 'commercial', description: expect.stringContaining('https://sens.apigw.ntruss.com') }),
		]);
		expect(properties.map((property) => property.name)).toEqual(expect.arrayContaining(['processor', 'contractedOn', 'publishedOn', 'sender', 'caPem']));
	});

	it.each([
		['an address on this machine', { baseUrl: 'http://127.0.0.1:4000' }, true],
		['the public cloud', {}, false],
		['the commercial cloud', { cloud: 'commercial' }, false],
		['another address', { baseUrl: 'https://relay.city.example' }, false],
	])('with %s: pretend gateway or not', (_name, wish, loopback) => {
		expect(entry?.isLoopback({ ...CREDENTIAL, ...wish })).toBe(loopback);
	});

	it.each([
		['a service id of another form', { serviceId: '12345' }, 'sensServiceId'],
		['a sender number without area code', { sender: '828-0000' }, 'senderNumber'],
		['an address that is none', { baseUrl: 'sens' }, 'badBaseUrl'],
	])('with %s is refused before anything is called', (_name, wish, code) => {
		expect(() => entry?.open({ ...CREDENTIAL, ...wish }, { subject: '' })).toThrow(expect.objectContaining({ code }));
	});

	it('opens and closes a gateway whose account shows no key', async () => {
		const opened = entry?.open(CREDENTIAL, { subject: '감면 안내' });
		expect(opened?.gateway).toMatchObject({ id: 'sens', account: CREDENTIAL.serviceId });
		await opened?.close();
	});
});
