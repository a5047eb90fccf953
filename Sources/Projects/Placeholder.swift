enum PlaceholderProjects {}
