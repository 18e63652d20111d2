"""A spider that follows every link of a site, obeys its robots.txt and keeps nothing."""

import os

import scrapy


class Spider(scrapy.Spider):
    name = "bench"
    start_urls = [os.environ["CRAWLBENCH_SEED"]]
    custom_settings = {
        "ROBOTSTXT_OBEY": True,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": int(os.environ["CRAWLBENCH_WORKERS"]),
        "CONCURRENT_REQUESTS_PER_DOMAIN": int(os.environ["CRAWLBENCH_WORKERS"]),
        "DEPTH_LIMIT": 0,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
    }

    def parse(self, response):
        if isinstance(response, scrapy.http.HtmlResponse):
            for href in response.css("a::attr(href)").getall():
                yield response.follow(href)
