import type { DraftContent, Profile } from '../types';

/** Any text as the content of a document. */
export function contentOfText(text: string, _profile: Profile): DraftContent {
	return { title: '', subtitles: [], sections: [{ id: '', heading: '', blocks: [{ kind: 'paragraph', text }] }] };
}
