import { deskKey, type Pass, readPass, signPass, staffName } from '../../../lib/privacy/desk-pass';

const key = deskKey(Buffer.alloc(32, 1));
const pass: Pass = { id: 'x', kind: 'session', staff: { email: 'kim@city.example', name: '김모의' }, since: 0, until: 1000 };

describe('a desk pass', () => {
	it('is read back as it was signed', () => expect(readPass(key, signPass(key, pass), 'session', 999)).toEqual(pass));
	it.each([
		['when its time is over', signPass(key, pass), 'session', 1000],
		['as a pass of another kind', signPass(key, pass), 'ticket', 0],
		['from another ledger', signPass(deskKey(Buffer.alloc(32, 2)), pass), 'session', 0],
		['with a changed name', `${Buffer.from(JSON.stringify({ ...pass, staff: { ...pass.staff, name: '남' } })).toString('base64url')}.${signPass(key, pass).split('.')[1]}`, 'session', 0],
		['as nonsense', 'abc', 'session', 0],
		['as nothing', '', 'session', 0],
	] as const)('is void %s', (_title, text, kind, now) => expect(readPass(key, text, kind, now)).toBeNull());
});

it.each([
	['김', '모의', '김모의'],
	['Kim', 'Minsu', 'Minsu Kim'],
	['', '', 'kim@city.example'],
])('a person called %s/%s is written %s', (last, first, name) => expect(staffName(last, first, 'kim@city.example')).toBe(name));
