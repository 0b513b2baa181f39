/** Colours of all charts: told apart by people who do not see red from green, and by their lightness when printed grey. */
export const COLOURS = {
	ink: '#1a2433',
	soft: '#5a6779',
	line: '#d5dbe3',
	fill: '#f4f6f9',
	blue: '#1d4f91',
	pale: '#dbe6f4',
	orange: '#c25700',
	paleOrange: '#f6d9bd',
	teal: '#0f7466',
} as const;

/** From few to many, one hue; the first class is for the smallest figures above zero. */
export const HEAT_CLASSES = ['#eaf2fb', '#cfe1f3', '#a9cbe8', '#75aedb', '#2e75b3', '#1b5596', '#0a3468'] as const;

/** Ink that can be read on a heat class. */
export const inkOn = (heatClass: number) => (heatClass >= 4 ? '#ffffff' : COLOURS.ink);
