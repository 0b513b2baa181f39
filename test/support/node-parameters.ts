import { type INode, type INodeProperties, type INodePropertyCollection, type INodeTypeDescription, NodeHelpers } from 'n8n-workflow';

/** A node's parameters as n8n completes them from its description. */
export function withDefaults(node: INode, description: INodeTypeDescription): INode['parameters'] {
	return NodeHelpers.getNodeParameters(description.properties, node.parameters, true, false, node, description) ?? {};
}

/** Paths of parameters that the node does not show for this resource and operation. */
export function unknownParameters(node: INode, description: INodeTypeDescription): string[] {
	const values = withDefaults(node, description);
	const shown = description.properties.filter((property) => NodeHelpers.displayParameter(values, property, node, description));
	return unknownAmong(node.parameters, shown, '');
}

/** What n8n would mark red on the canvas, or null. */
export function parameterIssues(node: INode, description: INodeTypeDescription): unknown {
	const full = { ...node, parameters: withDefaults(node, description) };
	return NodeHelpers.getNodeParametersIssues(description.properties, full, description);
}

/** Types of the credentials that the node asks for with these parameters, sorted. */
export function credentialsWanted(node: INode, description: INodeTypeDescription): string[] {
	const full = { ...node, parameters: withDefaults(node, description) };
	const wanted = (description.credentials ?? []).filter((one) => NodeHelpers.displayParameter(full.parameters, one, full, description));
	return wanted.map(({ name }) => name).sort();
}

function unknownAmong(given: object, properties: readonly INodeProperties[], path: string): string[] {
	return Object.entries(given).flatMap(([name, value]: [string, unknown]): string[] => {
		const property = properties.find((one) => one.name === name);
		if (!property) return [`${path}${name}`];
		if (typeof value !== 'object' || value === null) return [];
		if (property.type === 'collection') return unknownAmong(value, (property.options ?? []) as INodeProperties[], `${path}${name}.`);
		if (property.type !== 'fixedCollection') return [];
		const groups = (property.options ?? []) as INodePropertyCollection[];
		return Object.entries(value).flatMap(([group, entries]: [string, unknown]) => {
			const known = groups.find((one) => one.name === group);
			if (!known) return [`${path}${name}.${group}`];
			return [entries].flat().flatMap((entry) => unknownAmong(entry as object, known.values, `${path}${name}.${group}.`));
		});
	});
}
