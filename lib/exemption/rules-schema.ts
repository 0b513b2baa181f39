import { isDay } from '../calendar/day';
import { CATEGORIES } from '../revenue/receipt';
import type { RuleFile } from './rules';

/** A fault in a data file: its place as a JSON path and what is wrong, in Korean. */
export interface Fault {
	path: string;
	message: string;
}

type Json = Record<string, unknown>;
type Check = (value: unknown, path: string) => Fault[];

const text: Check = (value, path) =>
	typeof value === 'string' && value.trim() !== '' ? [] : [{ path, message: '빈 글이거나 글이 아닙니다.' }];
const anyText: Check = (value, path) => (typeof value === 'string' ? [] : [{ path, message: '글이어야 합니다.' }]);
const day: Check = (value, path) =>
	typeof value === 'string' && isDay(value) ? [] : [{ path, message: '날짜(YYYY-MM-DD)가 아닙니다.' }];
const yesNo: Check = (value, path) =>
	typeof value === 'boolean' ? [] : [{ path, message: 'true 또는 false여야 합니다.' }];
const positive: Check = (value, path) =>
	Number.isInteger(value) && Number(value) > 0 ? [] : [{ path, message: '1 이상의 정수여야 합니다.' }];
const share: Check = (value, path) =>
	Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100
		? []
		: [{ path, message: '1부터 100까지의 정수(퍼센트)여야 합니다.' }];
const identifier: Check = (value, path) =>
	typeof value === 'string' && /^[A-Za-z][A-Za-z0-9-]*$/.test(value)
		? []
		: [{ path, message: '영문자로 시작하는 식별자(영문자·숫자·붙임표)여야 합니다.' }];

function oneOf(...allowed: readonly string[]): Check {
	return (value, path) =>
		typeof value === 'string' && allowed.includes(value)
			? []
			: [{ path, message: `다음 중 하나여야 합니다: ${allowed.join(', ')}` }];
}

function orNull(check: Check): Check {
	return (value, path) => (value === null ? [] : check(value, path));
}

function object(fields: Record<string, Check>, optional: Record<string, Check> = {}): Check {
	return (value, path) => {
		if (!isObject(value)) return [{ path, message: '객체({ … })여야 합니다.' }];
		const known = { ...fields, ...optional };
		return [
			...Object.keys(value)
				.filter((key) => !Object.hasOwn(known, key))
				.map((key) => ({ path: `${path}.${key}`, message: '알 수 없는 항목입니다.' })),
			...Object.entries(fields).flatMap(([key, check]) =>
				Object.hasOwn(value, key)
					? check(value[key], `${path}.${key}`)
					: [{ path: `${path}.${key}`, message: '항목이 빠졌습니다.' }],
			),
			...Object.entries(optional).flatMap(([key, check]) =>
				Object.hasOwn(value, key) ? check(value[key], `${path}.${key}`) : [],
			),
		];
	};
}

function isObject(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const checkRule = object(
	{
		ruleId: identifier,
		category: oneOf(...CATEGORIES),
		legalBasis: object({ text, law: anyText, article: anyText, paragraph: orNull(positive), item: orNull(positive) }),
		effectiveFrom: day,
		effectiveTo: orNull(day),
		outcome: oneOf('notify', 'exclude', 'review'),
		reasonCode: identifier,
		reason: text,
		duty: orNull(identifier),
		clock: oneOf('registration', 'acquisition', 'none'),
		clawback: orNull(
			object({
				transfer: yesNo,
				spouseProviso: yesNo,
				householdSplit: oneOf('none', 'coOwned'),
				businessUse: yesNo,
				replacement: oneOf('none', 'receipt', 'always'),
			}),
		),
		templateId: orNull(identifier),
		relief: orNull(
			object({
				sharePercent: share,
				capWon: orNull(positive),
				capFor: orNull(oneOf('sedan', 'all')),
				minimumPayment: yesNo,
			}),
		),
		coRegistration: oneOf('spouse', 'spouseAndChildren', 'kin', 'unrestricted'),
	},
	{ notifyWithTemplate: object({ reasonCode: identifier, reason: text }) },
);

/** Every fault of a rule file (parsed JSON) with its JSON path; empty where the file is sound. */
export function ruleFaults(json: unknown): Fault[] {
	const shape = object({
		label: text,
		basis: text,
		minimumPayment: object({ basis: text, aboveWon: positive, sharePercent: share }),
		rules: (value, path) => (Array.isArray(value) ? [] : [{ path, message: '목록([ … ])이어야 합니다.' }]),
	})(json, '$');
	if (!isObject(json) || !Array.isArray(json.rules)) return shape;
	const rules: unknown[] = json.rules;
	const each = rules.flatMap((rule, index) => checkRule(rule, `$.rules[${index}]`));
	const faults = [...shape, ...each];
	return faults.length > 0 ? faults : relationFaults(rules.filter(isObject));
}

/** Is this parsed JSON a sound rule file? */
export function isRuleFile(json: unknown): json is RuleFile {
	return ruleFaults(json).length === 0;
}

function relationFaults(rules: readonly Json[]): Fault[] {
	const place = (index: number, field: string): string => `$.rules[${index}].${field}`;
	const faults: Fault[] = [];
	rules.forEach((rule, index) => {
		if (rules.findIndex((other) => other.ruleId === rule.ruleId) < index)
			faults.push({ path: place(index, 'ruleId'), message: '같은 ruleId가 앞에 있습니다.' });
		if (lastDay(rule) < String(rule.effectiveFrom))
			faults.push({ path: place(index, 'effectiveTo'), message: 'effectiveFrom보다 이릅니다.' });
		const tells = rule.outcome === 'notify' || rule.notifyWithTemplate !== undefined;
		if (tells && rule.duty === null)
			faults.push({ path: place(index, 'duty'), message: '안내하는 규칙에는 duty가 있어야 합니다.' });
		if (tells && rule.clock === 'none')
			faults.push({
				path: place(index, 'clock'),
				message: '안내하는 규칙에는 기산일(registration 또는 acquisition)이 있어야 합니다.',
			});
		if (tells && rule.clawback === null)
			faults.push({ path: place(index, 'clawback'), message: '안내하는 규칙에는 추징 사유가 있어야 합니다.' });
		if (rule.outcome === 'notify' && rule.templateId === null)
			faults.push({
				path: place(index, 'templateId'),
				message: '안내하는 규칙에는 안내문(templateId)이 있어야 합니다.',
			});
		if (rule.outcome !== 'review' && rule.notifyWithTemplate !== undefined)
			faults.push({ path: place(index, 'notifyWithTemplate'), message: 'outcome이 review인 규칙에만 둘 수 있습니다.' });
		if (isObject(rule.relief) && (rule.relief.capWon === null) !== (rule.relief.capFor === null))
			faults.push({
				path: place(index, 'relief.capFor'),
				message: 'capWon과 capFor는 함께 두거나 함께 null이어야 합니다.',
			});
		if (isObject(rule.relief) && rule.relief.minimumPayment === true && rule.relief.sharePercent !== 100)
			faults.push({
				path: place(index, 'relief.minimumPayment'),
				message: '최소납부세제는 면제(sharePercent 100)에만 적용됩니다.',
			});
		const overlapping = rules.findIndex(
			(other, at) => at < index && other.category === rule.category && overlaps(other, rule),
		);
		if (overlapping >= 0)
			faults.push({
				path: place(index, 'effectiveFrom'),
				message: `같은 감면구분의 $.rules[${overlapping}]과 적용 기간이 겹칩니다.`,
			});
	});
	for (const category of CATEGORIES) {
		if (!rules.some((rule) => rule.category === category))
			faults.push({ path: '$.rules', message: `감면구분 ${category}의 규칙이 없습니다.` });
	}
	return faults;
}

function lastDay(rule: Json): string {
	return rule.effectiveTo === null ? '9999-12-31' : String(rule.effectiveTo);
}

function overlaps(one: Json, other: Json): boolean {
	return String(one.effectiveFrom) <= lastDay(other) && String(other.effectiveFrom) <= lastDay(one);
}
