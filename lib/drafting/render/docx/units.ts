/** Twips (1/20 pt) of millimetres and of points. */
export const mm = (value: number): number => Math.round((value * 1440) / 25.4);
export const pt = (value: number): number => Math.round(value * 20);

/** Half points, in which the size of letters is given. */
export const halfPoints = (size: number): number => Math.round(size * 2);
