import type { FieldValues, Profile, ProfileField } from '../types';

const WEEKDAYS = ['일', '월', '화', '수', '목', '금', '토'];
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}))?$/;
/** Units that follow a number in brackets of a label are no part of its name: 예산(원). */
const bare = (label: string): string => label.replace(/\([^)]*\)/g, '').replace(/[\s·/]/g, '');

/** `2026. 11. 24.(화) 14:00` of `2026-11-24 14:00`; other texts stay as they are. */
export function officeDate(text: string, weekday = true): string {
	const [, year = '', month = '', day = '', time = ''] = DATE.exec(text.trim()) ?? [];
	if (year === '') return text.trim();
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	if (date.getUTCMonth() !== Number(month) - 1) return text.trim();
	const name = weekday ? `(${WEEKDAYS[date.getUTCDay()] ?? ''})` : '';
	return `${Number(year)}. ${Number(month)}. ${Number(day)}.${name}${time === '' ? '' : ` ${time}`}`;
}

/**
 * Fields of a document by the office's own words: forms ask for 담당부서 or 배포일시, so that a city's own profile fills the
 * same form whatever its field ids are.
 */
export class FormValues {
	constructor(
		private readonly profile: Profile,
		private readonly values: FieldValues,
	) {}

	/** The first field with a value whose label is one of the words. */
	of(...labels: readonly string[]): string {
		return this.find(labels)?.text ?? '';
	}

	/** Its lines without empty ones. */
	lines(...labels: readonly string[]): string[] {
		return this.of(...labels).split('\n').map((one) => one.trim()).filter((one) => one !== '');
	}

	/** The label and value of the first field that has one; the label as the profile writes it. */
	pair(...labels: readonly string[]): { label: string; text: string } | null {
		return this.find(labels);
	}

	private find(labels: readonly string[]): { label: string; text: string } | null {
		for (const wanted of labels) {
			const found = this.profile.fields.find((field) => bare(field.label) === bare(wanted) && this.text(field) !== '');
			if (found) return { label: found.label, text: this.text(found) };
		}
		return null;
	}

	private text({ id, kind }: ProfileField): string {
		const given = (this.values[id] ?? '').trim();
		if (kind === 'date') return officeDate(given);
		if (kind === 'money' && /^\d{4,}$/.test(given)) return `${Number(given).toLocaleString('ko-KR')}원`;
		return given;
	}
}
