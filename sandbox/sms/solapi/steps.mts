/** What a client can ask of SOLAPI; fault plans name these. */
export type Step =
	| 'create'
	| 'add'
	| 'send'
	| 'getGroup'
	| 'groups'
	| 'groupMessages'
	| 'deleteMessages'
	| 'delete'
	| 'schedule'
	| 'cancelSchedule'
	| 'sendMany'
	| 'sendOne'
	| 'list'
	| 'statistics'
	| 'balance'
	| 'senders'
	| 'pricing';
