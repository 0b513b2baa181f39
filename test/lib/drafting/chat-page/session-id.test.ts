import { isSessionOf, newSessionId } from '../../../../lib/drafting/chat-page/session-id';

const key = Buffer.alloc(32, 1);
const RANDOM = '0b2f9c1e-8f5a-4a7e-9d1c-3f1f0d6a7b11';
const own = newSessionId(key, 'kim@city.example', RANDOM);

it('is known as the own one of whoever began it, however the account is written', () => {
	expect(isSessionOf(key, 'kim@city.example', own)).toBe(true);
	expect(isSessionOf(key, ' Kim@City.example ', own)).toBe(true);
});

it.each([
	['another person', key, 'lee@city.example', own],
	['another key', Buffer.alloc(32, 2), 'kim@city.example', own],
	['another number', key, 'kim@city.example', own.replace(/^./, (letter) => (letter === '0' ? '1' : '0'))],
	['a proof of another', key, 'kim@city.example', `${own.split('.')[0]}.${newSessionId(key, 'lee@city.example', RANDOM).split('.')[1]}`],
	['nothing', key, 'kim@city.example', ''],
	['a number without a proof', key, 'kim@city.example', own.split('.')[0] ?? ''],
	['a path', key, 'kim@city.example', '../../etc/passwd'],
])('is not known with %s', (_title, withKey, email, sessionId) => {
	expect(isSessionOf(withKey, email, sessionId)).toBe(false);
});

it('tells nothing of the person and differs each time', () => {
	expect(own).not.toContain('kim');
	expect(newSessionId(key, 'kim@city.example', '1b2f9c1e-8f5a-4a7e-9d1c-3f1f0d6a7b11')).not.toBe(own);
});
