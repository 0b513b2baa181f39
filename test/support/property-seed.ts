import fc from 'fast-check';

/** The same cases in every run, so that CI repeats what a developer saw; PROPERTY_SEED=n tries others. */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20261122) });
