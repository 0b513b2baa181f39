import { codeOf, PRICES, type Call, type StoredMessage } from './model.mts';
import type { Platform } from './platform.mts';
import { isRefused } from './codes.mts';
import { kinds } from './views.mts';

/** The account's totals, by month; a simple form of the vendor's answer. */
export function statistics(platform: Platform, call: Call) {
	const own = platform.messages.filter((message) => message.accountId === call.account.accountId && !isRefused(codeOf(message)));
	const months = [...new Set(own.map(monthOf))].sort();
	return {
		...totals(own),
		balance: cost(own),
		point: 0,
		monthlyBalanceAvg: months.length === 0 ? 0 : cost(own) / months.length,
		monthlyPointAvg: 0,
		monthPeriod: months.map((date) => {
			const ofMonth = own.filter((message) => monthOf(message) === date);
			return { date, balance: cost(ofMonth), balanceAvg: cost(ofMonth), point: 0, pointAvg: 0, dayPeriod: [], ...totals(ofMonth) };
		}),
	};
}

function totals(messages: readonly StoredMessage[]) {
	const delivered = messages.filter((message) => codeOf(message) === '4000');
	const failed = messages.filter((message) => !['2000', '3000', '4000'].includes(codeOf(message)));
	return { total: byKind(messages), successed: byKind(delivered), failed: byKind(failed) };
}

function byKind(messages: readonly StoredMessage[]) {
	const of = (type: StoredMessage['type']) => messages.filter((message) => message.type === type).length;
	return { total: messages.length, ...kinds(() => 0), sms: of('SMS'), lms: of('LMS'), mms: of('MMS'), ata: of('ATA') };
}

function cost(messages: readonly StoredMessage[]): number {
	return messages.reduce((sum, message) => sum + (codeOf(message) === '2000' ? 0 : PRICES[message.type]), 0);
}

function monthOf(message: StoredMessage): string {
	return new Date(message.createdAt + 9 * 3_600_000).toISOString().slice(0, 7);
}
