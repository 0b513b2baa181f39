import type { JsonSchema } from './port';

/** A value brought to a schema, or the place where it cannot be. */
export type Fitted = { fits: true; value: unknown } | { fits: false; place: string; fault: string };

type Fields = ReadonlyMap<string, unknown>;

class Misfit extends Error {
	constructor(
		readonly place: string,
		readonly fault: string,
	) {
		super(fault);
	}
}

/**
 * Brings what a model answered to the schema it was given. Without loss it takes: one wrapping object too many, unknown
 * properties, missing lists (as empty), a text where a list of texts is asked for (one a line), a text where an object
 * with `text` is asked for, rows as lists of cells, numbers for texts and texts for numbers. Anything else is a misfit,
 * and so is a value without a single list element.
 */
export function fitSchema(given: unknown, schema: JsonSchema): Fitted {
	try {
		const value = fit(unwrapped(given, schema), schema, '', false);
		return hasElements(value) ? { fits: true, value } : { fits: false, place: '', fault: '내용이 비어 있습니다' };
	} catch (error) {
		if (error instanceof Misfit) return { fits: false, place: error.place, fault: error.fault };
		throw error;
	}
}

/** Models wrap their answer in one more object (`output`, `draft`, `response`) or in a list. */
function unwrapped(given: unknown, schema: JsonSchema): unknown {
	let value = given;
	const names = [...propertiesOf(schema).keys()];
	for (let level = 0; level < 3; level += 1) {
		const fields = Array.isArray(value) ? new Map([['0', value[0] as unknown]]) : fieldsOf(value);
		if (!fields || fields.size !== 1 || names.some((name) => fields.has(name))) return value;
		[value] = [...fields.values()];
	}
	return value;
}

function fit(value: unknown, schema: JsonSchema, place: string, inList: boolean): unknown {
	switch (schema.type) {
		case 'object':
			return fitObject(value, schema, place, inList);
		case 'array':
			return fitList(value, schema, place);
		case 'integer':
			return fitInteger(value, schema, place);
		default:
			return fitText(value, place);
	}
}

function fitObject(value: unknown, schema: JsonSchema, place: string, inList: boolean): Record<string, unknown> {
	const properties = propertiesOf(schema);
	const fields = fieldsOf(value) ?? (inList ? fieldsOfElement(value, properties) : undefined);
	if (!fields) throw new Misfit(place, '객체가 아닙니다');
	const bare = new Map([...fields].map(([name, one]) => [name.replace(/\s/g, ''), one]));
	const fitted: Array<[string, unknown]> = [];
	let found = 0;
	for (const [name, property] of properties) {
		const one = fields.get(name) ?? bare.get(name.replace(/\s/g, ''));
		const at = place === '' ? name : `${place}.${name}`;
		if (one !== undefined && one !== null) {
			found += 1;
			fitted.push([name, fit(one, property, at, false)]);
		} else if (property.type === 'array') fitted.push([name, []]);
		else if (inList && property.type === 'string') fitted.push([name, '']);
		else throw new Misfit(at, '빠졌습니다');
	}
	if (found === 0 && properties.size > 0) throw new Misfit(place, '정한 항목이 하나도 없습니다');
	return Object.fromEntries(fitted);
}

/** A list element that is no object: a text for one with `text`, a list of cells for a row. */
function fieldsOfElement(value: unknown, properties: ReadonlyMap<string, JsonSchema>): Fields | undefined {
	if (typeof value === 'string' && properties.has('text')) {
		const fields = new Map<string, unknown>([['text', value]]);
		for (const [name, { enum: choices }] of properties) if (Array.isArray(choices)) fields.set(name, choices[0]);
		return fields;
	}
	const names = [...properties.keys()];
	if (!Array.isArray(value) || value.length > names.length) return undefined;
	return new Map(names.map((name, index) => [name, (value[index] as unknown) ?? '']));
}

function fitList(value: unknown, schema: JsonSchema, place: string): unknown[] {
	const items = schemaOf(schema.items);
	const elements = Array.isArray(value) ? (value as unknown[]) : typeof value === 'string' ? value.split(/\n+/).filter((line) => line.trim() !== '') : undefined;
	if (!elements) throw new Misfit(place, '목록이 아닙니다');
	return elements.filter((one) => one !== null).map((one, index) => fit(one, items, `${place}[${index + 1}]`, true));
}

function fitInteger(value: unknown, schema: JsonSchema, place: string): number {
	const number = typeof value === 'string' && /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isInteger(number)) throw new Misfit(place, '정수가 아닙니다');
	const choices = Array.isArray(schema.enum) ? schema.enum.filter((one) => typeof one === 'number') : [];
	return choices.length === 0 ? number : Math.min(Math.max(number, Math.min(...choices)), Math.max(...choices));
}

function fitText(value: unknown, place: string): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw new Misfit(place, '글이 아닙니다');
}

function propertiesOf(schema: JsonSchema): ReadonlyMap<string, JsonSchema> {
	return new Map([...(fieldsOf(schema.properties) ?? [])].map(([name, property]) => [name, schemaOf(property)]));
}

function schemaOf(value: unknown): JsonSchema {
	return Object.fromEntries(fieldsOf(value) ?? []);
}

function fieldsOf(value: unknown): Fields | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map<string, unknown>(Object.entries(value)) : undefined;
}

function hasElements(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	return typeof value === 'object' && value !== null && Object.values(value).some(hasElements);
}
