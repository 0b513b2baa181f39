import type { Candidate, DayType } from '../../model';
import type { Day } from '../day';
import { AUTHORITY_UNKNOWN } from '../masters';
import texts from '../cautions.json';
import { ruleOf, ruleText, stageOf } from './rule';

/** What a rule found about one route, stop or hour, before it is judged by the number of days. */
export interface Finding {
	ruleId: string;
	routeKey: string;
	/** Tells findings of one rule and route apart: direction, stop, day type. */
	part: string;
	where: string;
	numbers: Candidate['numbers'];
	/** Days that met the rule, newest first, and how many were observed. */
	metDays: readonly string[];
	observedDays: number;
	dayType: DayType;
	evidence: Candidate['evidence'];
}

/** The most rows named as evidence. */
const EVIDENCE_ROWS = 10;

/** Makes a candidate of a finding, without its trend; null where too few days met the rule. */
export function candidateOf(finding: Finding, day: Day): Candidate | null {
	const rule = ruleOf(finding.ruleId);
	const stage = stageOf(rule, finding.metDays.length, finding.observedDays, day.thresholds);
	if (stage === null) return null;
	const cautions = [
		...(stage === 'watch' ? [`관찰 ${finding.observedDays}일로 판단하기에 일수가 부족함.`] : []),
		rule.caution,
		...(day.names.authority(finding.routeKey) === AUTHORITY_UNKNOWN ? ['인가권자를 먼저 확인해야 함.'] : []),
		...(day.settings.signOff === null ? [texts.unsignedCandidate] : []),
	];
	return {
		candidateId: [rule.kind, finding.routeKey, finding.part].filter((part) => part !== '').join(':'),
		kind: rule.kind,
		kindName: stage === 'review' ? rule.name : rule.watchName,
		stage,
		routeKey: finding.routeKey,
		routeName: day.names.routeName(finding.routeKey),
		operator: day.names.operator(finding.routeKey),
		licensingAuthority: day.names.authority(finding.routeKey),
		where: finding.where,
		ruleId: rule.id,
		rule: ruleText(rule, stage, day.thresholds),
		numbers: finding.numbers,
		metDays: finding.metDays.length,
		observedDays: finding.observedDays,
		dayType: finding.dayType,
		caution: cautions.join(' '),
		evidence: finding.evidence.slice(0, EVIDENCE_ROWS),
		trend: [],
	};
}
