/**
 * Key of a route, stop or vehicle: local ids repeat across settlement firms and regions, so all three parts make it. Parts
 * may be empty (`::1234`); leading zeros stay. In SQL the same by `concat(firm, ':', region, ':', id)`.
 */
export function localKey(firm: string, region: string, id: string): string {
	return `${firm}:${region}:${id}`;
}

/** The parts of a key. The id may hold colons itself; firm and region do not. */
export function keyParts(key: string): { firm: string; region: string; id: string } {
	const [firm = '', region = '', ...id] = key.split(':');
	return { firm, region, id: id.join(':') };
}
