import { ValidationError } from '../../errors';
import table from './thresholds.json';

export interface Threshold {
	id: string;
	/** Korean name, value and unit, as reports print them. */
	name: string;
	value: number;
	unit: string;
	/** Where the value comes from; `판단값(설정)` where it is a judgement that the department may change. */
	source: string;
}

/** The shortest observation before fewer runs, shorter hours or closing may be spoken of; settings can only lengthen it. */
const LEAST_REDUCTION_DAYS = 20;

/** Thresholds of one report: the shipped ones with the department's own values in their place. */
export class Thresholds {
	private readonly byId: ReadonlyMap<string, Threshold>;

	/** @throws ValidationError `unknownThreshold`, `invalidThreshold`, `tooFewReductionDays` */
	constructor(changed: Readonly<Record<string, number>> = {}) {
		const shipped = new Map(table.map((entry) => [entry.id, entry]));
		for (const [id, value] of Object.entries(changed)) check(id, value, shipped);
		this.byId = new Map(table.map((entry) => [entry.id, { ...entry, value: changed[entry.id] ?? entry.value }]));
	}

	/** The value as printed. */
	value(id: string): number {
		const found = this.byId.get(id);
		if (found === undefined) throw new TypeError(`no threshold ${id}`);
		return found.value;
	}

	/** A threshold printed in percent, as a share (0–1). */
	share(id: string): number {
		return this.value(id) / 100;
	}

	/** The value to compare with: a share where the unit is percent, else the value itself. */
	limit(id: string): number {
		return this.isShare(id) ? this.share(id) : this.value(id);
	}

	isShare(id: string): boolean {
		return this.byId.get(id)?.unit.startsWith('%') ?? false;
	}

	has(id: string): boolean {
		return this.byId.has(id);
	}

	list(): Threshold[] {
		return [...this.byId.values()];
	}
}

function check(id: string, value: number, shipped: ReadonlyMap<string, Threshold>): void {
	const entry = shipped.get(id);
	if (entry === undefined) {
		throw new ValidationError('unknownThreshold', `알 수 없는 기준값입니다: "${id.slice(0, 60)}"`, '문서의 기준값 표에 있는 이름만 쓰시기 바랍니다.');
	}
	if (!Number.isFinite(value) || value < 0) {
		throw new ValidationError('invalidThreshold', `기준값이 올바르지 않습니다: ${entry.name}`, '0 이상의 숫자를 입력하시기 바랍니다.');
	}
	if (id === 'candidates.leastReductionDays' && value < LEAST_REDUCTION_DAYS) {
		throw new ValidationError(
			'tooFewReductionDays',
			`감회 검토의 최소 관찰 일수는 ${LEAST_REDUCTION_DAYS}일보다 짧을 수 없습니다.`,
			`${LEAST_REDUCTION_DAYS} 이상의 일수를 입력하시기 바랍니다.`,
		);
	}
}
