import type { GatewayName } from './gateways.mts';

/** A mistake somebody could make: one change of one built file that the drill has to find. */
export interface Mutant {
	name: string;
	/** Below the built lib folder. */
	file: string;
	/** Must occur exactly once. */
	find: string;
	replace: string;
	/** Trials (of seed 1) that are made to show it; one of them must. */
	trials: readonly number[];
	/** Default SOLAPI. */
	gateway?: GatewayName;
}

export const MUTANTS: readonly Mutant[] = [
	{
		name: 'the fence of batches is removed',
		file: 'ledger/batches.js',
		find: 'if (same)',
		replace: 'if (same || batch)',
		trials: [3, 13, 8],
	},
	{
		name: 'the step is committed after the call (add)',
		file: 'sms/group/drive.js',
		find: `const batch = await ports.ledger.step(created, 'adding');`,
		replace: 'const batch = created;',
		trials: [231, 141, 186, 366, 6],
	},
	{
		name: 'an add that timed out is repeated blindly',
		file: 'sms/group/fill.js',
		find: `if (error instanceof errors_1.RemoteError && error.failure.outcome === 'unknown')`,
		replace: 'if (false)',
		trials: [5, 69, 135],
	},
	{
		name: 'a send that timed out is repeated blindly with a new group',
		file: 'sms/group/drive.js',
		find: 'await markUnknown(ports, batch);\n        throw error;',
		replace: 'return await putBack(ports, batch);',
		trials: [9, 29],
	},
	{
		name: 'what a lagging list lacks is sent again at once',
		gateway: 'nhn',
		file: 'sms/direct/resolve.js',
		find: 'const looked = lookups >= LOOKUPS &&',
		replace: 'const looked = true ||',
		trials: [5, 59, 115],
	},
	{
		name: 'a worker that wakes up late hands over all the same',
		gateway: 'nhn',
		file: 'sms/direct/drive.js',
		find: 'throw windowClosed();',
		replace: 'return;',
		trials: [3, 58, 113],
	},
	{
		name: 'a hand-over whose answer was lost is repeated blindly',
		gateway: 'nhn',
		file: 'sms/direct/drive.js',
		find: 'throw error instanceof errors_1.RemoteError && error.failure.outcome',
		replace: 'throw false && error.failure.outcome',
		trials: [9, 7, 5],
	},
];

/** The mutated text; throws unless the place is found exactly once. */
export function mutate(text: string, mutant: Mutant): string {
	const places = text.split(mutant.find).length - 1;
	if (places !== 1) throw new Error(`mutant "${mutant.name}": its place occurs ${places} times in ${mutant.file}`);
	return text.replace(mutant.find, () => mutant.replace);
}
