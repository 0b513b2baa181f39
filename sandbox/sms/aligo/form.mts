/** Fields of a form as the vendor takes it: urlencoded or multipart, UTF-8. Pictures are not taken in. */
export function readForm(contentType: string | undefined, body: string): Map<string, string> {
	const boundary = /multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
	if (boundary === undefined) return new Map(new URLSearchParams(body));
	const fields = new Map<string, string>();
	for (const part of body.split(`--${boundary}`)) {
		const cut = part.indexOf('\r\n\r\n');
		const name = cut < 0 ? undefined : /name="([^"]*)"/i.exec(part.slice(0, cut))?.[1];
		if (name !== undefined) fields.set(name, part.slice(cut + 4).replace(/\r\n$/, ''));
	}
	return fields;
}
