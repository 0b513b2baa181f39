import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import ts from 'typescript';

/** One file of the repository, by its path from the root with `/`, and what it imports. */
export interface SourceFile {
	path: string;
	imports: string[];
}

/** Every specifier a source text imports: static, type-only, re-export, `import()` and `require()`. */
export function importsOf(path: string, text: string): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
			if (ts.isStringLiteral(node.moduleSpecifier)) found.push(node.moduleSpecifier.text);
		} else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
			if (ts.isStringLiteral(node.argument.literal)) found.push(node.argument.literal.text);
		} else if (ts.isExternalModuleReference(node) && ts.isStringLiteral(node.expression)) {
			found.push(node.expression.text);
		} else if (ts.isCallExpression(node)) {
			const [first] = node.arguments;
			const loads =
				node.expression.kind === ts.SyntaxKind.ImportKeyword ||
				(ts.isIdentifier(node.expression) && node.expression.text === 'require');
			if (loads && first && ts.isStringLiteralLike(first)) found.push(first.text);
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true));
	return found;
}

/** All TypeScript files under the given folders of `root`, with what they import. */
export function readSources(root: string, folders: readonly string[]): SourceFile[] {
	const files: SourceFile[] = [];
	const walk = (folder: string): void => {
		for (const entry of readdirSync(folder, { withFileTypes: true })) {
			const full = join(folder, entry.name);
			if (entry.isDirectory()) {
				if (entry.name !== 'node_modules' && entry.name !== '.state') walk(full);
			} else if (/\.m?ts$/.test(entry.name)) {
				const path = relative(root, full).split(sep).join('/');
				files.push({ path, imports: importsOf(path, readFileSync(full, 'utf8')) });
			}
		}
	};
	for (const folder of folders) walk(join(root, folder));
	return files;
}

const builtins = new Set(builtinModules);
const isRelative = (specifier: string): boolean => specifier.startsWith('.');

/** Where a relative import points, from the root of the repository. */
function target(file: SourceFile, specifier: string): string {
	return posix.normalize(posix.join(dirname(file.path), specifier));
}

/** What is wrong with a file's imports, one sentence a breach; empty where the rule is kept. */
export function breaches(file: SourceFile): string[] {
	const layer = file.path.split('/')[0] ?? '';
	const inVendor = file.path.startsWith('lib/vendor/');
	const wrong = (specifier: string): string | null => {
		if (isRelative(specifier)) {
			const to = target(file, specifier).split('/')[0] ?? '';
			const allowed: Record<string, readonly string[]> = {
				lib: ['lib'],
				nodes: ['nodes', 'lib'],
				credentials: ['credentials', 'lib'],
				sandbox: ['sandbox'],
			};
			return allowed[layer]?.includes(to) === false ? `${layer}/ may not import ${to}/` : null;
		}
		if (specifier.startsWith('node:')) return null;
		if (builtins.has(specifier)) return 'built-ins are imported as node:*';
		if (layer === 'lib') {
			if (/^(@n8n\/|n8n-)/.test(specifier)) return 'lib/ knows nothing of n8n';
			return inVendor ? null : 'third-party libraries come through lib/vendor/';
		}
		if (layer === 'nodes' || layer === 'credentials') {
			return specifier === 'n8n-workflow' ? null : 'third-party libraries come through lib/vendor/';
		}
		return null;
	};
	return file.imports.flatMap((specifier) => {
		const reason = wrong(specifier);
		return reason ? [`${file.path} imports ${specifier}: ${reason}`] : [];
	});
}
