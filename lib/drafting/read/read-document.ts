export interface PastDocument {
	/** Name of the file without its folder. */
	name: string;
	title: string;
	text: string;
}

/** The title and text of a document file. */
export async function readDocument(path: string): Promise<PastDocument> {
	return await Promise.resolve({ name: path, title: '', text: '' });
}
