import { ApiError, isRefused, statusMessage } from './codes.mts';
import type { Step } from './steps.mts';
import { groupList, groupMessages, messageList } from './lists.mts';
import { codeOf, PRESENT, PRICES, statusOf, type Call, type Group } from './model.mts';
import type { Platform } from './platform.mts';
import { readMessage, readMessages } from './registration.mts';
import { statistics } from './statistics.mts';
import { addResultView, groupView } from './views.mts';

export interface Endpoint {
	method: string;
	/** Path with `:groupId` where a group id stands. */
	path: string;
	step: Step;
	/** Prices are public; everything else is signed. */
	signed?: false;
	act(platform: Platform, call: Call): unknown;
}

const GROUP = '/messages/v4/groups/:groupId';

export const ENDPOINTS: readonly Endpoint[] = [
	{ method: 'POST', path: '/messages/v4/groups', step: 'create', act: createGroup },
	{ method: 'GET', path: '/messages/v4/groups', step: 'groups', act: groupList },
	{ method: 'GET', path: GROUP, step: 'getGroup', act: (platform, call) => groupView(readable(platform, call), call.asOf) },
	{ method: 'DELETE', path: GROUP, step: 'delete', act: deleteGroup },
	{ method: 'PUT', path: `${GROUP}/messages`, step: 'add', act: addMessages },
	{ method: 'GET', path: `${GROUP}/messages`, step: 'groupMessages', act: (platform, call) => groupMessages(readable(platform, call), call) },
	{ method: 'DELETE', path: `${GROUP}/messages`, step: 'deleteMessages', act: deleteMessages },
	{ method: 'POST', path: `${GROUP}/send`, step: 'send', act: sendGroup },
	{ method: 'POST', path: `${GROUP}/schedule`, step: 'schedule', act: scheduleGroup },
	{ method: 'DELETE', path: `${GROUP}/schedule`, step: 'cancelSchedule', act: cancelSchedule },
	{ method: 'POST', path: '/messages/v4/send-many/detail', step: 'sendMany', act: sendMany },
	{ method: 'POST', path: '/messages/v4/send', step: 'sendOne', act: sendOne },
	{ method: 'GET', path: '/messages/v4/list', step: 'list', act: messageList },
	{ method: 'GET', path: '/messages/v4/statistics', step: 'statistics', act: statistics },
	{ method: 'GET', path: '/cash/v1/balance', step: 'balance', act: balance },
	{ method: 'GET', path: '/senderid/v1/numbers', step: 'senders', act: senders },
	{ method: 'GET', path: '/kakao/v2/templates/:templateId', step: 'kakaoTemplate', act: kakaoTemplate },
	{ method: 'GET', path: '/pricing/v1/messaging/default', step: 'pricing', signed: false, act: pricing },
];

function createGroup(platform: Platform, call: Call) {
	const { body } = call;
	const group = platform.createGroup(call.account, {
		allowDuplicates: body.allowDuplicates === true,
		sdkVersion: textOrNull(body.sdkVersion),
		osPlatform: textOrNull(body.osPlatform),
		appId: textOrNull(body.appId),
		customFields: stringRecord(body.customFields),
	});
	return groupView(group, PRESENT);
}

/** For reads: a group younger than the moment shown does not exist yet. */
function readable(platform: Platform, call: Call): Group {
	const group = platform.group(call.account, call.groupId);
	if (group.createdAt > call.asOf) throw new ApiError(404, 'ResourceNotFound', '해당 그룹아이디가 존재하지 않습니다.');
	return group;
}

function addMessages(platform: Platform, call: Call) {
	const requested = readMessages(call.body.messages);
	const added = platform.add(call.account, platform.group(call.account, call.groupId), requested, call.fault);
	const errorCount = added.filter((message) => isRefused(codeOf(message))).length;
	// a string in the vendor's SDK schema, a number in its documentation
	return { errorCount: String(errorCount), resultList: added.map(addResultView) };
}

function deleteMessages(platform: Platform, call: Call) {
	const group = platform.group(call.account, call.groupId);
	const ids = Array.isArray(call.body.messageIds) ? call.body.messageIds.map(String) : [];
	const resultList = platform.remove(group, ids);
	return { groupId: group.groupId, errorCount: resultList.filter(({ resultCode }) => resultCode !== 'Success').length, resultList };
}

function deleteGroup(platform: Platform, call: Call) {
	const group = platform.group(call.account, call.groupId);
	platform.deleteGroup(group);
	return groupView(group, PRESENT);
}

function sendGroup(platform: Platform, call: Call) {
	const group = platform.group(call.account, call.groupId);
	platform.send(call.account, group, call.fault);
	return groupView(group, PRESENT);
}

function scheduleGroup(platform: Platform, call: Call) {
	const group = platform.group(call.account, call.groupId);
	platform.schedule(call.account, group, scheduledDate(call.body.scheduledDate));
	return groupView(group, PRESENT);
}

function cancelSchedule(platform: Platform, call: Call) {
	const group = platform.group(call.account, call.groupId);
	platform.cancelSchedule(group);
	return groupView(group, PRESENT);
}

function sendMany(platform: Platform, call: Call) {
	const { account, body } = call;
	const requested = readMessages(body.messages);
	const agent = stringRecord(body.agent);
	const group = platform.createGroup(account, {
		allowDuplicates: body.allowDuplicates === true,
		sdkVersion: agent.sdkVersion ?? null,
		osPlatform: agent.osPlatform ?? null,
		appId: agent.appId ?? null,
	});
	const added = platform.add(account, group, requested, call.fault);
	const failed = added.filter((message) => isRefused(codeOf(message)));
	if (failed.length === added.length) platform.fail(group);
	else if (typeof body.scheduledDate === 'string') platform.schedule(account, group, scheduledDate(body.scheduledDate));
	else sendOrFail(platform, call, group);
	return {
		groupInfo: groupView(group, PRESENT),
		failedMessageList: failed.map(addResultView),
		...(body.showMessageList === true && {
			messageList: added.map((message) => ({
				messageId: message.messageId,
				statusCode: codeOf(message),
				statusMessage: statusMessage(codeOf(message)),
				customFields: message.customFields,
			})),
		}),
	};
}

function sendOne(platform: Platform, call: Call) {
	const requested = readMessage(call.body.message);
	const group = platform.createGroup(call.account, {});
	const [message] = platform.add(call.account, group, requested, call.fault);
	if (!message) throw new ApiError(400, 'ValidationError', 'message는 필수 값입니다.');
	const result = { groupId: group.groupId, ...addResultView(message) };
	if (isRefused(codeOf(message))) platform.fail(group);
	else sendOrFail(platform, call, group);
	return result;
}

function sendOrFail(platform: Platform, call: Call, group: Group): void {
	try {
		platform.send(call.account, group, call.fault);
	} catch (error) {
		if (statusOf(group) === 'PENDING') platform.fail(group);
		throw error;
	}
}

function balance(_platform: Platform, { account }: Call) {
	return {
		lowBalanceAlert: { notificationBalance: '1000', currentBalance: String(account.balance), balances: [], channels: ['EMAIL'], enabled: false },
		point: 0,
		minimumCash: 0,
		rechargeTo: 0,
		rechargeTryCount: 0,
		autoRecharge: 0,
		accountId: account.accountId,
		balance: account.balance,
		deposit: 0,
	};
}

function senders(_platform: Platform, { account }: Call) {
	const created = '2026-01-02T00:00:00.000Z';
	return {
		accountId: account.accountId,
		limit: 5,
		senderIds: account.senders.map((phoneNumber, index) => ({
			handleKey: `SID${String(index + 1).padStart(12, '0')}`,
			phoneNumber,
			status: 'ACTIVE',
			method: 'DOCUMENT',
			expireAt: null,
			autoExtension: true,
			necessaryMeasures: null,
			consignment: false,
			approvalDocuments: [],
			unlockDuplicate: null,
			dateCreated: created,
			dateUpdated: created,
		})),
		limitationDocuments: [],
		dateCreated: created,
		dateUpdated: created,
	};
}

/** The id stands in the place of the group's in the path. */
function kakaoTemplate(_platform: Platform, { account, groupId: templateId }: Call) {
	const channel = account.channels.find(({ templates }) => Object.hasOwn(templates, templateId));
	const content = channel?.templates[templateId];
	if (channel === undefined || content === undefined) throw new ApiError(404, 'ResourceNotFound', '존재하지 않는 템플릿입니다.');
	const variables = [...new Set(content.match(/#\{[^}]*\}/g))].map((name) => ({ name }));
	return {
		templateId,
		name: templateId,
		channelId: channel.pfId,
		channelGroupId: null,
		content,
		isHidden: false,
		messageType: 'BA',
		emphasizeType: 'NONE',
		securityFlag: false,
		assignType: 'CHANNEL',
		accountId: account.accountId,
		commentable: false,
		buttons: [],
		quickReplies: [],
		variables,
		code: templateId,
		status: 'APPROVED',
		dateCreated: '2026-01-02T00:00:00.000Z',
		dateUpdated: '2026-01-02T00:00:00.000Z',
	};
}

function pricing() {
	const created = '2026-01-02T00:00:00.000Z';
	return [
		{
			countryId: '82',
			countryName: 'Korea, South',
			serviceMethod: 'MT',
			sms: PRICES.SMS,
			lms: PRICES.LMS,
			mms: PRICES.MMS,
			ata: PRICES.ATA,
			cta: 13,
			cti: 20,
			dateCreated: created,
			dateUpdated: created,
		},
	];
}

function scheduledDate(value: unknown): number {
	const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
	if (Number.isNaN(at)) throw new ApiError(400, 'ValidationError', 'scheduledDate 형식이 올바르지 않습니다.');
	return at;
}

function textOrNull(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

function stringRecord(value: unknown): Record<string, string> {
	if (typeof value !== 'object' || value === null) return {};
	return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
