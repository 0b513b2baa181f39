import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startCity } from '../city.mts';
import type { City, CityOptions } from '../city.mts';
import { DEMO_TODAY, REVENUE_TOKEN, SENDER_NUMBER, SOLAPI_API_KEY, SOLAPI_API_SECRET } from '../credentials.mts';
import type { DemoCity, DemoCredential } from './city.mts';

const OPENING_BALANCE_WON = 10_000_000;
/** The pretend city's hour: inside working hours whenever the demo is run. */
const DEMO_CLOCK = `${DEMO_TODAY}T09:10:00+09:00`;

const newKey = (): string => randomBytes(32).toString('base64');

function credentials(folder: string, addresses: { solapi: string; revenue: string }): DemoCredential[] {
	return [
		{
			type: 'cityhallLedgerApi',
			name: '발송 대장(모의)',
			data: {
				path: join(folder, 'notice-ledger.sqlite'),
				ledgerKey: newKey(),
				leaseSeconds: 120,
				environment: 'sandbox',
				testClock: DEMO_CLOCK,
			},
		},
		{
			type: 'cityhallPersonalDataKeyApi',
			name: '개인정보 보호 키(모의)',
			data: { keyId: 'demo', key: newKey(), fingerprintKey: newKey(), olderKeys: '' },
		},
		{
			type: 'cityhallSolapiApi',
			name: '문자중계사업자(모의)',
			data: {
				apiKey: SOLAPI_API_KEY,
				apiSecret: SOLAPI_API_SECRET,
				sender: SENDER_NUMBER,
				baseUrl: addresses.solapi,
				caPem: '',
			},
		},
		{
			type: 'cityhallRevenueApi',
			name: '세정 시스템(모의)',
			data: { baseUrl: addresses.revenue, token: REVENUE_TOKEN },
		},
	];
}

/** Starts the pretend city and says how the demo's n8n reaches it. Files go below `folder`. */
export async function openCity(folder: string, options: CityOptions = {}): Promise<DemoCity & { city: City }> {
	mkdirSync(folder, { recursive: true });
	const opened = Date.now();
	const handsetNow = () => Date.parse(DEMO_CLOCK) + Date.now() - opened;
	const city = await startCity({ handsetNow, ...options, balance: OPENING_BALANCE_WON });
	return {
		city,
		credentials: credentials(folder, city.addresses),
		handsetsUrl: city.addresses.handsets,
		arrived: () => city.solapi.oracle.deliveries().length,
		spent: () => OPENING_BALANCE_WON - city.solapi.balance(SOLAPI_API_KEY),
		close: () => city.close(),
	};
}
