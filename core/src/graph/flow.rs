//! Maximum flows, as Dinic finds them ("Algorithm for solution of a problem of maximum flow in networks with power estimation").
//!
//! petgraph has the algorithm, but goes over all nodes for each path that it finds. A function has as many paths as values.

/// A place of the network.
pub type Node = usize;

/// A network with capacities. Each edge stands beside its reverse, at the next number.
#[derive(Debug, Default)]
pub struct Network {
    /// The numbers of the edges that leave each node.
    leaving: Vec<Vec<usize>>,
    /// Where each edge leads.
    target: Vec<Node>,
    /// What may still flow along each edge.
    left: Vec<u64>,
}

/// The distance of a node that is not reached.
const FAR: usize = usize::MAX;

impl Network {
    /// Adds a node.
    pub fn node(&mut self) -> Node {
        self.leaving.push(Vec::new());
        self.leaving.len() - 1
    }

    /// Adds an edge.
    pub fn edge(&mut self, from: Node, to: Node, capacity: u64) {
        for (from, to, capacity) in [(from, to, capacity), (to, from, 0)] {
            self.leaving[from].push(self.target.len());
            self.target.push(to);
            self.left.push(capacity);
        }
    }

    /// Lets as much flow from `source` to `sink` as possible.
    pub fn fill(&mut self, source: Node, sink: Node) {
        loop {
            let distance = self.distances(source);
            if distance[sink] == FAR {
                return;
            }
            self.fill_shortest(source, sink, &distance);
        }
    }

    /// The nodes from which more could flow to `sink`.
    pub fn ancestors(&self, sink: Node) -> Vec<bool> {
        let mut reached = vec![false; self.leaving.len()];
        let mut work = vec![sink];
        while let Some(node) = work.pop() {
            if !std::mem::replace(&mut reached[node], true) {
                let entering = self.leaving[node].iter().filter(|&&edge| self.left[edge ^ 1] > 0);
                work.extend(entering.map(|&edge| self.target[edge]));
            }
        }
        reached
    }

    /// How many edges with something left lead to each node.
    fn distances(&self, source: Node) -> Vec<usize> {
        let mut distance = vec![FAR; self.leaving.len()];
        distance[source] = 0;
        // In the order of their distances.
        let mut reached = vec![source];
        let mut looked_at = 0;
        while let Some(&node) = reached.get(looked_at) {
            looked_at += 1;
            for &edge in &self.leaving[node] {
                let next = self.target[edge];
                if self.left[edge] > 0 && distance[next] == FAR {
                    distance[next] = distance[node] + 1;
                    reached.push(next);
                }
            }
        }
        distance
    }

    /// Fills the shortest paths, until none of them has anything left.
    fn fill_shortest(&mut self, source: Node, sink: Node, distance: &[usize]) {
        // How many edges of each node are known to lead nowhere any more.
        let mut looked_at = vec![0; self.leaving.len()];
        let mut path: Vec<usize> = Vec::new();
        loop {
            let node = path.last().map_or(source, |&edge| self.target[edge]);
            if node == sink {
                self.fill_path(&mut path);
                continue;
            }
            let Some(&edge) = self.leaving[node].get(looked_at[node]) else {
                // Nothing leads on from here: not this edge, then.
                let Some(edge) = path.pop() else { return };
                looked_at[self.target[edge ^ 1]] += 1;
                continue;
            };
            let leads_on = self.left[edge] > 0 && distance[self.target[edge]] == distance[node] + 1;
            if leads_on { path.push(edge) } else { looked_at[node] += 1 }
        }
    }

    /// Fills a path, and leaves of it what comes before its first full edge.
    fn fill_path(&mut self, path: &mut Vec<usize>) {
        let most = path.iter().map(|&edge| self.left[edge]).min().unwrap_or(0);
        for &edge in &*path {
            self.left[edge] -= most;
            self.left[edge ^ 1] += most;
        }
        let full = path.iter().position(|&edge| self.left[edge] == 0).unwrap_or(0);
        path.truncate(full);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What flows from node 0 to node 1 at most: the least of all cuts.
    fn least_cut(nodes: usize, edges: &[(Node, Node, u64)]) -> u64 {
        let cuts = (0..1u32 << nodes).filter(|cut| cut & 1 == 1 && cut >> 1 & 1 == 0);
        let is_in = |cut: u32, node: Node| cut >> node & 1 == 1;
        let crosses = |cut, &&(from, to, _): &&(Node, Node, u64)| is_in(cut, from) && !is_in(cut, to);
        cuts.map(|cut| edges.iter().filter(|e| crosses(cut, e)).map(|e| e.2).sum()).min().expect("a cut")
    }

    #[test]
    fn what_is_full_is_a_least_cut() {
        let mut state = 1u64;
        let mut any = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for _ in 0..500 {
            let nodes = 2 + any(6) as usize;
            let edges: Vec<_> = (0..any(16))
                .map(|_| (any(nodes as u64) as Node, any(nodes as u64) as Node, any(5)))
                .filter(|(from, to, _)| from != to)
                .collect();
            let mut network = Network::default();
            network.leaving.resize(nodes, Vec::new());
            edges.iter().for_each(|&(from, to, capacity)| network.edge(from, to, capacity));
            network.fill(0, 1);
            let reaches = network.ancestors(1);
            assert!(!reaches[0]);
            let cut: u64 = edges.iter().filter(|e| !reaches[e.0] && reaches[e.1]).map(|e| e.2).sum();
            assert_eq!(cut, least_cut(nodes, &edges));
        }
    }
}
