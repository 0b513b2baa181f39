/** The language model as the rest of drafting sees it, whatever stands behind it. */

/** A JSON Schema of the part that model servers enforce: `type`, `properties`, `required`, `items`, `enum`. */
export type JsonSchema = { readonly [key: string]: unknown };

export interface ModelRequest {
	system: string;
	user: string;
	/** What the answer must be. */
	schema: JsonSchema;
	/** Name of the schema for the server: letters, digits, `_` and `-`. */
	schemaName: string;
	/** Longest answer in tokens. */
	maxTokens: number;
	/** Ends the call, also while the answer is being read. */
	signal?: AbortSignal;
	/**
	 * Told each piece of the answer's raw text as it comes. What a discarded attempt has told is not taken back: the
	 * whole answer is the `text` of the result alone.
	 */
	onText?: (piece: string) => void;
}

/** How the model was bound to the schema. */
export type AnswerMode = 'json_schema' | 'json_object' | 'text';

export interface ModelAnswer {
	/** Holds one JSON value that follows the schema, perhaps with words or a fence around it. */
	text: string;
	/** As the server names it. */
	model: string;
	mode: AnswerMode;
	finishReason: string;
	/** Over all calls; null where the server does not say. */
	promptTokens: number | null;
	completionTokens: number | null;
	/** Calls made, refused ones included. */
	calls: number;
	milliseconds: number;
}

export interface ModelPort {
	/** As configured. */
	readonly model: string;
	/**
	 * One answer by the schema, in three calls at most. Never half an answer.
	 * @throws RemoteError `modelUnauthorised` `modelUnknown` `modelBusy` `modelDown` `modelTimeout` `modelStalled`
	 * `modelCancelled` `modelTls` `modelRequest`; ValidationError `modelRefused` `modelCutOff` `modelNotJson`
	 * `modelSchema` `modelLanguage` `modelRepeats` `modelTooLong`
	 */
	complete(request: ModelRequest): Promise<ModelAnswer>;
}
