import { assertDay } from '../../calendar/day';
import { ValidationError } from '../../errors';

/** A file name as the user writes it, read for one day. */
export interface NamePattern {
	fits(name: string): boolean;
	/** The one name it stands for, or null where it leaves something open. */
	exact: string | null;
	/** For messages: the pattern with the day filled in. */
	shown: string;
}

const DATE_PARTS = /\{(yyyyMMdd|yyyy-MM-dd|yyMMdd|yyyyMM|yyyy|yy|MM|dd)\}/g;

/**
 * Reads a file name pattern for a day: `{yyyyMMdd}`, `{yyyy-MM-dd}`, `{yyMMdd}`, `{yyyyMM}`, `{yyyy}`, `{yy}`, `{MM}`,
 * `{dd}` stand for the day, `{NN}` or `_NN` for a part number, `*` and `?` for any letters and one letter.
 * Names differ neither by case nor by Unicode form.
 * @throws ValidationError `badPattern`, `invalidDay`
 */
export function namePattern(pattern: string, day: string): NamePattern {
	assertDay(day, '운행일자');
	const text = pattern.trim().normalize('NFC');
	if (text === '' || /[\\/\0]/.test(text) || text.includes('..')) throw badPattern('폴더 없이 파일 이름만 적으시기 바랍니다.');
	const shown = text.replace(DATE_PARTS, (_whole, part: string) => datePart(part, day)).replace(/_NN(?![A-Za-z0-9])/g, '_{NN}');
	const unknown = /\{(?!NN\})[^}]*\}?|(?<!\{NN)\}/.exec(shown);
	if (unknown) throw badPattern(`'${unknown[0].slice(0, 20)}'은(는) 쓸 수 없는 표시입니다. {yyyyMMdd}, {NN}과 같은 표시를 쓰시기 바랍니다.`);
	const source = shown
		.split('{NN}')
		.map((piece) => piece.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.'))
		.join('\\d{1,4}');
	const matcher = new RegExp(`^${source}$`, 'isu');
	return { fits: (name) => matcher.test(name.normalize('NFC')), exact: /[*?]|\{NN\}/.test(shown) ? null : shown, shown };
}

function datePart(part: string, day: string): string {
	const [yyyy = '', MM = '', dd = ''] = day.split('-');
	return part.replace('yyyy', yyyy).replace('yy', yyyy.slice(2)).replace('MM', MM).replace('dd', dd);
}

const badPattern = (remedy: string) =>
	new ValidationError('badPattern', '파일 이름 조건이 올바르지 않습니다.', `${remedy} 예: TB_KTS_DWTCD_{yyyyMMdd}_NN.csv`);
