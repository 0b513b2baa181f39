import fc from 'fast-check';

import { generateKey, parseKey } from '../../../lib/privacy/keys';
import { SealBox } from '../../../lib/privacy/seal';
import type { PersonalField, SealBinding, SealKey } from '../../../lib/privacy/types';

const key = (keyId: string): SealKey => ({ keyId, key: parseKey(generateKey(), '시험') });
const binding: SealBinding = { field: 'phone', receiptKey: '4115000-2026-000123', recipientOrdinal: 1 };

const anyBinding = fc.record({
	field: fc.constantFrom<PersonalField>('name', 'phone', 'address', 'plate'),
	receiptKey: fc.string({ maxLength: 30 }),
	recipientOrdinal: fc.integer({ min: 1, max: 20 }),
});

describe('SealBox', () => {
	const box = new SealBox(key('a'));

	it('opens what it sealed, whatever the text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), anyBinding, (plain, bound) => {
				expect(box.open(box.seal(plain, bound), bound)).toBe(plain);
			}),
		);
	});

	it('opens with no other binding', () => {
		fc.assert(
			fc.property(fc.string(), anyBinding, anyBinding, (plain, bound, other) => {
				fc.pre(JSON.stringify(bound) !== JSON.stringify(other));
				expect(() => box.open(box.seal(plain, bound), other)).toThrow(expect.objectContaining({ code: 'sealMismatch' }));
			}),
		);
	});

	it('does not let characters wander between receipt key and ordinal', () => {
		const sealed = box.seal('x', { field: 'name', receiptKey: 'R1', recipientOrdinal: 12 });
		expect(() => box.open(sealed, { field: 'name', receiptKey: 'R11', recipientOrdinal: 2 })).toThrow();
	});

	it('never gives the same seal twice', () => {
		expect(box.seal('010-1234-5678', binding)).not.toBe(box.seal('010-1234-5678', binding));
	});

	it('refuses a seal with any changed byte', () => {
		const sealed = box.seal('010-1234-5678', binding);
		const prefix = 'v1.a.';
		const bytes = Buffer.from(sealed.slice(prefix.length), 'base64url');
		for (let i = 0; i < bytes.length; i++) {
			const changed = Buffer.from(bytes);
			changed[i] = (changed[i] ?? 0) ^ 1;
			expect(() => box.open(prefix + changed.toString('base64url'), binding)).toThrow(
				expect.objectContaining({ code: 'sealMismatch' }),
			);
		}
	});

	it('opens old seals after a rotation and seals with the new key', () => {
		const old = key('2025');
		const sealed = new SealBox(old).seal('홍길동', binding);
		const rotated = new SealBox(key('2026'), [old]);
		expect(rotated.open(sealed, binding)).toBe('홍길동');
		expect(rotated.seal('홍길동', binding)).toMatch(/^v1\.2026\./);
	});

	it('names the missing key', () => {
		const sealed = new SealBox(key('2025')).seal('홍길동', binding);
		expect(() => box.open(sealed, binding)).toThrow(/식별자 2025\)가 .* 없습니다/);
	});

	it('tells the same key id with another key apart from nothing', () => {
		const sealed = new SealBox(key('a')).seal('홍길동', binding);
		expect(() => box.open(sealed, binding)).toThrow(expect.objectContaining({ code: 'sealMismatch' }));
	});

	it.each(['', 'v1.a', 'v1.a.', 'v2.a.AAAA', 'v1.a.****', 'v1.a b.AAAA', 'v1.a.AAAA', '홍길동'])('refuses %j as a seal', (text) => {
		expect(() => box.open(text, binding)).toThrow(expect.objectContaining({ code: 'sealFormat' }));
	});

	it.each(['', '가', 'a b', 'a.b', 'x'.repeat(33)])('refuses %j as a key id', (keyId) => {
		expect(() => new SealBox(key(keyId))).toThrow(expect.objectContaining({ code: 'badKeyId' }));
	});

	it('refuses a key of another length and an id used twice', () => {
		expect(() => new SealBox({ keyId: 'a', key: Buffer.alloc(16) })).toThrow(expect.objectContaining({ code: 'badKey' }));
		expect(() => new SealBox(key('a'), [key('a')])).toThrow(expect.objectContaining({ code: 'duplicateKeyId' }));
	});

	it('puts the mask beside the seal', () => {
		const field = box.field('010-1234-5678', binding);
		expect(field.masked).toBe('010-****-5678');
		expect(JSON.stringify(field)).not.toContain('1234');
		expect(box.open(field.sealed, binding)).toBe('010-1234-5678');
	});
});
