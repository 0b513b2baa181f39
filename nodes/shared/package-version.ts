/** Kept equal to package.json by a test; reading package.json at run time would tie dist/ to its place on disk. */
export const version = '0.1.0';
