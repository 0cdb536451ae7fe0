// Compiles every page below a folder as Docusaurus does, and says what is on
// them that Markdown alone would not have: components, expressions, imports.
//
//     node mdx.mjs DIR
//
// Prints "N pages compile" and ends with 0, or one line a fault and ends with 1.

import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {compile} from '@mdx-js/mdx'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'

// Docusaurus takes {#id} at the end of a heading for its id, before MDX reads
// it as an expression.
const headingID = /^(#{1,6}\s.*)\{#([^{}]+)\}\s*$/gm

const faults = []
let pages = 0
const dir = process.argv[2]
for (const name of (await readdir(dir, {recursive: true})).sort()) {
  if (!name.endsWith('.md')) continue
  pages++
  try {
    const source = await readFile(join(dir, name), 'utf8')
    await compile(source.replace(headingID, '$1'), {
      format: 'mdx',
      remarkPlugins: [remarkFrontmatter, remarkGfm, () => (tree) => inspect(tree, name)],
    })
  } catch (error) {
    faults.push(`${name}:${error.line ?? 0}:${error.column ?? 0}: ${error.reason ?? error.message}`)
  }
}
for (const fault of faults) console.error(fault)
if (pages === 0) console.error(`there is no page in ${dir}`)
if (faults.length === 0 && pages > 0) console.log(`${pages} pages compile`)
process.exit(faults.length === 0 && pages > 0 ? 0 : 1)

// inspect notes what runs: all that pages may have is <a id="…"></a>.
function inspect(node, name) {
  const anchor =
    node.type === 'mdxJsxTextElement' && node.name === 'a' && node.children.length === 0 &&
    node.attributes.length === 1 && node.attributes[0].name === 'id' && typeof node.attributes[0].value === 'string'
  if (node.type.startsWith('mdx') && !anchor) {
    const {line, column} = node.position.start
    faults.push(`${name}:${line}:${column}: a page holds ${node.type} ${node.name ?? ''}`.trimEnd())
  }
  for (const child of node.children ?? []) inspect(child, name)
}
