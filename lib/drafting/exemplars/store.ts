import type { Exemplar, HouseStyle } from '../types';

/** A past document to be kept. */
export interface NewExemplar {
	/** Name of the file it came from, told where it is not kept. */
	name: string;
	/** Empty where it is not known. */
	subType: string;
	title: string;
	text: string;
}

export interface ExemplarStore {
	count(profileId: string): number;
	nearest(query: string, options: { profileId: string; subType?: string; limit: number }): Exemplar[];
	style(profileId: string): HouseStyle | null;
	saveStyle(style: HouseStyle): Promise<void>;
}

export async function saveExemplars(_folder: string, _profileId: string, _documents: readonly NewExemplar[]): Promise<{ kept: Exemplar[]; skipped: Array<{ name: string; why: string }> }> {
	return await Promise.resolve({ kept: [], skipped: [] });
}

export async function openExemplars(_folder: string): Promise<ExemplarStore> {
	return await Promise.resolve({ count: () => 0, nearest: () => [], style: () => null, saveStyle: async () => await Promise.resolve() });
}
