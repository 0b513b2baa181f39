import fc from 'fast-check';
import { userTypeRows } from '../../../../lib/transit/judge/small-cells';
import { USER_TYPES, type UserType } from '../../../../lib/transit/tap';

type Cells = Partial<Record<UserType, number>>;
const rows = (cells: Cells, hide = true): ReturnType<typeof userTypeRows> => userTypeRows(new Map(Object.entries(cells) as [UserType, number][]), hide);
const shown = (cells: Cells, hide = true): Record<string, number | null> => Object.fromEntries(rows(cells, hide).map((row) => [row.userType, row.boardings]));

describe('kinds of rider that leave the department', () => {
	test.each([
		['five are shown', { adult: 1000, disabled: 5 }, { adult: 1000, disabled: 5, veteran: 0 }],
		['four are hidden, and 일반 with them', { adult: 1000, disabled: 4, senior: 90 }, { adult: null, disabled: null, senior: 90, veteran: 0, child: 0 }],
		['three small kinds are hidden together', { adult: 1000, disabled: 1, veteran: 2, child: 3, youth: 40 }, { adult: null, disabled: null, veteran: null, child: null, youth: 40 }],
		['few riders in all are all hidden', { adult: 12, child: 2, youth: 7 }, { adult: null, child: null, youth: null, senior: null }],
		['other kinds may be few', { adult: 1000, youth: 2, other: 1 }, { adult: 1000, youth: 2, other: 1 }],
	])('%s', (_, cells, expected) => {
		expect(shown(cells)).toMatchObject(expected);
	});

	test('are all shown inside the department', () => {
		expect(shown({ adult: 1000, child: 2 }, false)).toMatchObject({ adult: 1000, child: 2 });
	});

	test('keep no share where the count is hidden', () => {
		expect(rows({ adult: 1000, child: 2 }).find((row) => row.userType === 'child')).toEqual({ userType: 'child', name: '어린이', boardings: null, share: null });
	});

	test('cannot be told by subtraction: any other small count, with the same total, is published as the same', () => {
		const count = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 3000 }));
		const cells = fc.record(Object.fromEntries(USER_TYPES.map((type) => [type, count])) as Record<UserType, typeof count>);
		const small = fc.constantFrom<UserType>('disabled', 'veteran', 'child');
		fc.assert(
			fc.property(cells, small, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (others, type, hidden, instead) => {
				const world = { ...others, [type]: hidden };
				const other = { ...others, [type]: instead, adult: others.adult + hidden - instead };
				fc.pre(other.adult >= 0);
				expect(rows(other)).toEqual(rows(world));
				expect(shown(world)[type]).toBeNull();
			}),
			{ numRuns: 500 },
		);
	});
});
